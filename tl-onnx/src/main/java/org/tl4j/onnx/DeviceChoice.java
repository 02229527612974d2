package org.tl4j.onnx;

/** Where ONNX Runtime computes. */
public enum DeviceChoice {
    /** A graphics card where the build for CUDA is on the class path and can use one, else the processor. */
    AUTO,
    /** The processor. */
    PROCESSOR,
    /** A graphics card; an error where none can be used. */
    CUDA
}
