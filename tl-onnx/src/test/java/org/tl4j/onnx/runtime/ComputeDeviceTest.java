package org.tl4j.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;

class ComputeDeviceTest {
    @TempDir
    private Path folder;

    @Test
    void aPreferredCardThatCannotBeUsedGivesTheProcessorAndTheReason() {
        ComputeDevice device = ComputeDevice.preferred(new CudaState.Missing(List.of(CudaLibrary.DRIVER)), false);

        assertThat(device.cuda()).isFalse();
        assertThat(device.provider()).isEqualTo("cpu");
        assertThat(device.problem().orElseThrow().found()).isEqualTo("libcuda.so.1 missing");
    }

    @Test
    void theBuildForProcessorsSaysNothing() {
        assertThat(ComputeDevice.preferred(new CudaState.NotBuilt(), false)).isEqualTo(ComputeDevice.PROCESSOR);
    }

    @Test
    void aCardThatWorksIsUsed() {
        assertThat(ComputeDevice.preferred(new CudaState.Ready(), false))
                .isEqualTo(new ComputeDevice(true, Optional.empty()))
                .isEqualTo(ComputeDevice.required(new CudaState.Ready(), false));
    }

    @Test
    void aRequiredCardThatCannotBeUsedIsAnError() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> ComputeDevice.required(new CudaState.NotBuilt(), false))
                .withMessageContaining("onnxruntime_gpu");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> ComputeDevice.required(new CudaState.Refused("no card"), false))
                .withMessageContaining("found no card");
    }

    @Test
    void whatTheLinkerSaysOfTheLibraryIsTheReason() throws IOException {
        Files.writeString(folder.resolve(System.mapLibraryName("onnxruntime_providers_shared")), "no library");

        assertThat(CudaTrial.linkerRefusal(Optional.of(folder)).orElseThrow())
                .contains(System.mapLibraryName("onnxruntime_providers_shared"));
        assertThat(CudaTrial.linkerRefusal(Optional.of(folder.resolve("gone")))).isEmpty();
        assertThat(CudaTrial.linkerRefusal(Optional.empty())).isEmpty();
    }

    /** With the libraries of onnxruntime_gpu, unpacked, on a machine without CUDA. */
    @Test
    @EnabledIfSystemProperty(named = "tl.onnxruntime.gpu", matches = ".+")
    void theProviderForCudaNamesTheLibraryThatItMisses() {
        Path unpacked = Path.of(System.getProperty("tl.onnxruntime.gpu"));

        assertThat(CudaTrial.linkerRefusal(Optional.of(unpacked)).orElseThrow()).contains("libcublasLt.so.12");
    }
}
