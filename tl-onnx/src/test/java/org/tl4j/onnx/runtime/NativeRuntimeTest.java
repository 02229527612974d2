package org.tl4j.onnx.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeRuntimeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "libonnxruntime.so: /lib64/libc.so.6: version `GLIBC_2.28' not found | glibc 2.28 or newer",
                "Error loading shared library ld-linux-x86-64.so.2: No such file | instead of musl",
                "No space left on device | java.io.tmpdir",
                "something else | use the engine deeplearning4j"
            })
    void saysWhyTheLibraryWasNotLoaded(String message, String remedy) {
        Throwable failure = new ExceptionInInitializerError(new IOException(message));

        assertThat(NativeRuntime.problem(failure, "Linux", "amd64").message())
                .startsWith("ONNX Runtime must be loadable on this machine, found ")
                .contains(message, remedy)
                .endsWith("use the engine deeplearning4j");
    }

    @Test
    void namesTheSystemsThatItIsNotBuiltFor() {
        assertThat(NativeRuntime.problem(new UnsatisfiedLinkError("no"), "Mac OS X", "x86_64")
                        .message())
                .contains("macOS on a processor of Intel");
    }
}
