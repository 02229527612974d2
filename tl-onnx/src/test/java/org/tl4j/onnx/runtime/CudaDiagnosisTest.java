package org.tl4j.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.Problem;

/** With files of the names of the libraries: no card takes part. */
class CudaDiagnosisTest {
    @TempDir
    private Path folder;

    @Test
    void theBuildForProcessorsLooksForNothing() {
        CudaState state = CudaDiagnosis.of(false, search(), false, CudaDiagnosisTest::neverTried);

        assertThat(state).isEqualTo(new CudaState.NotBuilt());
        assertThat(CudaDiagnosis.problem(state, false)).isEmpty();
    }

    @Test
    void everyMissingLibraryIsNamedWithItsPackage() {
        Problem problem = CudaDiagnosis.problem(
                        CudaDiagnosis.of(true, search(), false, CudaDiagnosisTest::neverTried), false)
                .orElseThrow();

        assertThat(problem.found())
                .isEqualTo("libcudart.so.12, libcublas.so.12, libcublasLt.so.12, libcurand.so.10, libcuda.so.1, "
                        + "libcudnn.so.9 missing");
        assertThat(problem.remedy())
                .contains("cuda-cudart-12-9, libcublas-12-9, libcurand-12-9, cuda-drivers, libcudnn9-cuda-12")
                .contains("apt or dnf", "LD_LIBRARY_PATH");
    }

    @Test
    void whatIsHereIsNotNamed() throws IOException {
        for (CudaLibrary library : CudaLibrary.values()) {
            if (library != CudaLibrary.CUDNN) {
                Files.createFile(folder.resolve(library.file(false)));
            }
        }

        assertThat(CudaDiagnosis.of(true, search(), false, CudaDiagnosisTest::neverTried))
                .isEqualTo(new CudaState.Missing(List.of(CudaLibrary.CUDNN)));
    }

    @Test
    void aCardIsTriedWhenNothingIsMissing() throws IOException {
        for (CudaLibrary library : CudaLibrary.values()) {
            Files.createFile(folder.resolve(library.file(false)));
        }

        CudaState refused =
                CudaDiagnosis.of(true, search(), false, () -> Optional.of("CUDA failure 35: driver too old"));

        assertThat(CudaDiagnosis.of(true, search(), false, Optional::empty)).isEqualTo(new CudaState.Ready());
        assertThat(CudaDiagnosis.problem(refused, false).orElseThrow().message())
                .startsWith("the graphics card must be usable for ONNX Runtime to compute on it, found CUDA failure 35")
                .contains("nvidia-smi");
    }

    @Test
    void windowsHasItsOwnNames() {
        Problem problem = CudaDiagnosis.problem(
                        CudaDiagnosis.of(true, search(), true, CudaDiagnosisTest::neverTried), true)
                .orElseThrow();

        assertThat(problem.found()).startsWith("cudart64_12.dll").contains("nvcuda.dll", "cudnn64_9.dll");
        assertThat(problem.remedy())
                .isEqualTo("install the CUDA Toolkit 12, the driver of the card, cuDNN 9 for CUDA 12, and add their "
                        + "folders bin to PATH");
    }

    private LibrarySearch search() {
        return new LibrarySearch(List.of(folder), folder.resolve("no-cache"));
    }

    private static Optional<String> neverTried() {
        throw new AssertionError("a card is not tried while libraries are missing");
    }
}
