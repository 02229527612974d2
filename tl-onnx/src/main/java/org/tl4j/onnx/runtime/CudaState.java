package org.tl4j.onnx.runtime;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Whether ONNX Runtime can compute on a graphics card here. */
sealed interface CudaState {
    /** It can: a network was opened on the card. */
    record Ready() implements CudaState {}

    /** This is the build for processors. */
    record NotBuilt() implements CudaState {}

    /** Libraries are missing; at least one. */
    record Missing(List<CudaLibrary> libraries) implements CudaState {
        public Missing {
            libraries = List.copyOf(libraries);
        }
    }

    /** All libraries are here, and yet they cannot be used, as with an old driver or without a card. */
    record Refused(String reason) implements CudaState {
        public Refused {
            requireNonNull(reason, "reason is null");
        }
    }
}
