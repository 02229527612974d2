package org.tl4j.onnx.runtime;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.core.error.Problem;

/** Finds out whether a graphics card can be used, and says what is missing. */
final class CudaDiagnosis {
    private static final String RULE = "must be usable for ONNX Runtime to compute on it";

    private CudaDiagnosis() {}

    /**
     * The state of a machine.
     *
     * @param built whether this is the build for CUDA
     * @param trial tries the card when every library is found, and returns what failed
     */
    static CudaState of(boolean built, LibrarySearch search, boolean onWindows, Supplier<Optional<String>> trial) {
        if (!built) {
            return new CudaState.NotBuilt();
        }
        List<CudaLibrary> missing = Stream.of(CudaLibrary.values())
                .filter(library -> !search.finds(library.file(onWindows)))
                .toList();
        if (!missing.isEmpty()) {
            return new CudaState.Missing(missing);
        }
        return trial.get().<CudaState>map(CudaState.Refused::new).orElseGet(CudaState.Ready::new);
    }

    /** What keeps the card from being used; empty where it can be, or where this is the build for processors. */
    static Optional<Problem> problem(CudaState state, boolean onWindows) {
        if (state instanceof CudaState.Missing missing) {
            return Optional.of(problem(files(missing, onWindows) + " missing", remedy(missing, onWindows)));
        }
        if (state instanceof CudaState.Refused refused) {
            return Optional.of(problem(
                    refused.reason(),
                    "check with nvidia-smi that the driver sees the card and supports CUDA 12, and that the libraries are of"
                            + " CUDA 12 and cuDNN 9"));
        }
        return Optional.empty();
    }

    /** The problem of a build that cannot use any card. */
    static Problem notBuilt() {
        return problem(
                "the build of ONNX Runtime for processors",
                "put com.microsoft.onnxruntime:onnxruntime_gpu in the place of com.microsoft.onnxruntime:onnxruntime");
    }

    private static Problem problem(String found, String remedy) {
        return new Problem("the graphics card", RULE, found, remedy);
    }

    private static String files(CudaState.Missing missing, boolean onWindows) {
        return missing.libraries().stream()
                .map(library -> library.file(onWindows))
                .collect(Collectors.joining(", "));
    }

    private static String remedy(CudaState.Missing missing, boolean onWindows) {
        if (onWindows) {
            return "install " + distinct(missing.libraries().stream().map(CudaLibrary::windowsInstaller))
                    + ", and add their folders bin to PATH";
        }
        return "install " + distinct(missing.libraries().stream().map(CudaLibrary::linuxPackage))
                + " from NVIDIA's repository (apt or dnf), or name the folders that hold them in LD_LIBRARY_PATH";
    }

    private static String distinct(Stream<String> names) {
        return names.distinct().collect(Collectors.joining(", "));
    }
}
