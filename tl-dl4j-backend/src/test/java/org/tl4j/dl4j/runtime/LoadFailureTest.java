package org.tl4j.dl4j.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoadFailureTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/c/x.jar/libjnix.so: /c/x.jar/libjnix.so: failed to map segment from shared object | noexec"
                        + " | found libjnix.so: failed to map segment from shared object; | cachedir=FOLDER",
                "/c/x.jar/libjnix.so: file too short | must hold whole libraries | libjnix.so: file too short | delete it",
                "/c/libjnix.so: libcudart.so.11.0: cannot open shared object file: No such file or directory"
                        + " | must be loadable | libcudart.so.11.0 | NVIDIA's driver",
                "/c/libjnix.so: libcuda.so.1: cannot open shared object file: No such file or directory"
                        + " | must be loadable | libcuda.so.1 | NVIDIA's driver",
                "/c/libjnix.so: libgomp.so.1: cannot open shared object file: No such file or directory"
                        + " | must be loadable | libgomp.so.1 | package manager",
                "/c/libjnix.so: /lib/libm.so.6: version `GLIBC_2.29' not found (required by /c/libjnix.so)"
                        + " | must be loadable | GLIBC_2.29 | newer release",
                "no jnix in java.library.path: /usr/lib | must be loadable | no jnix | 600 MB"
            })
    void whatTheLinkerSaysBecomesARemedy(String said, String rule, String found, String remedy) {
        Throwable failure = new IllegalStateException(new UnsatisfiedLinkError(said));

        assertThat(LoadFailure.of(failure))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .contains(rule, found, remedy)
                        .doesNotContain("class path"));
    }

    @Test
    void memoryThatRanOutIsFoundBeneathOtherFailures() {
        Throwable failure = new IllegalArgumentException(
                "page of a library", new ExceptionInInitializerError(new OutOfMemoryError("Java heap space")));

        assertThat(LoadFailure.of(failure))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .isEqualTo("memory must suffice, found Java heap space;"
                                + " close other programs, or start Java with -Xmx4g or more"));
    }

    @Test
    void anErrorThatJavaKeepsByNameAloneIsFoundToo() {
        Throwable failure = new NoClassDefFoundError("Could not initialize class org.nd4j.linalg.factory.Nd4j")
                .initCause(new ExceptionInInitializerError(
                        "Exception java.lang.OutOfMemoryError: Java heap space [in thread \"main\"]"));

        assertThat(LoadFailure.of(failure))
                .hasValueSatisfying(problem -> assertThat(problem.subject()).isEqualTo("memory"));
    }

    @Test
    void threadsThatTheSystemRefusesAreNoMatterOfTheHeap() {
        assertThat(LoadFailure.of(new OutOfMemoryError("unable to create native thread")))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .contains("more threads", "ulimit -u")
                        .doesNotContain("-Xmx"));
    }

    @Test
    void aFullDiskIsNamedWithItsFolder() {
        assertThat(LoadFailure.of(new IllegalStateException(new IOException("No space left on device"))))
                .hasValueSatisfying(problem -> assertThat(problem.message())
                        .contains(NativeCache.path().toString(), "600 MB", "free some space"));
    }

    @Test
    void otherFailuresAreNotExplained() {
        assertThat(LoadFailure.of(new IllegalStateException("something else", new IOException("no such file"))))
                .isEmpty();
    }

    @Test
    void causesThatGoRoundEnd() {
        IllegalStateException first = new IllegalStateException("first");
        first.initCause(new IllegalStateException("second", first));

        assertThat(LoadFailure.of(first)).isEmpty();
    }

    @Test
    void noRemedyIsGivenForWhatIsDoneAlready() {
        // the backend is on the class path of this test
        assertThat(LoadFailure.ofStart(new IllegalStateException("no backend")).remedy())
                .doesNotContain("class path");
    }
}
