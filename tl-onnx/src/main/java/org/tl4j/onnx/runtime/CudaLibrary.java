package org.tl4j.onnx.runtime;

/**
 * A library that ONNX Runtime 1.29 needs to compute on a graphics card, and the package of NVIDIA's repository that holds it;
 * the packages have the same names for apt and dnf. The first five are what its provider for CUDA 12 links; cuDNN is loaded
 * when a network has convolutions.
 */
enum CudaLibrary {
    RUNTIME("libcudart.so.12", "cudart64_12.dll", "cuda-cudart-12-9"),
    CUBLAS("libcublas.so.12", "cublas64_12.dll", "libcublas-12-9"),
    CUBLAS_LT("libcublasLt.so.12", "cublasLt64_12.dll", "libcublas-12-9"),
    CURAND("libcurand.so.10", "curand64_10.dll", "libcurand-12-9"),
    DRIVER("libcuda.so.1", "nvcuda.dll", "cuda-drivers"),
    CUDNN("libcudnn.so.9", "cudnn64_9.dll", "libcudnn9-cuda-12");

    private final String linux;
    private final String windows;
    private final String linuxPackage;

    CudaLibrary(String linux, String windows, String linuxPackage) {
        this.linux = linux;
        this.windows = windows;
        this.linuxPackage = linuxPackage;
    }

    /** The name of its file. */
    String file(boolean onWindows) {
        return onWindows ? windows : linux;
    }

    /** The package of NVIDIA's repository for Linux that holds it. */
    String linuxPackage() {
        return linuxPackage;
    }

    /** What brings it to Windows. */
    String windowsInstaller() {
        return switch (this) {
            case DRIVER -> "the driver of the card";
            case CUDNN -> "cuDNN 9 for CUDA 12";
            case RUNTIME, CUBLAS, CUBLAS_LT, CURAND -> "the CUDA Toolkit 12";
        };
    }
}
