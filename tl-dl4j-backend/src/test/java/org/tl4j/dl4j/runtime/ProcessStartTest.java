package org.tl4j.dl4j.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Effects of the first start in a process; each test runs in a separate process. */
class ProcessStartTest {
    /** Makes oneDNN print one line for each primitive that it executes. */
    private static final String ONEDNN_LOG = "DNNL_VERBOSE";

    @BeforeEach
    void needsOneDnn() {
        OneDnnMachine.assume();
    }

    @Test
    void oneDnnExecutesConvolution() throws Exception {
        assertThat(run(List.of())).contains("in use", "dnnl_verbose,exec,cpu,convolution,");
    }

    @Test
    void propertyTurnsOneDnnOff() throws Exception {
        assertThat(run(List.of("-Dtl.onednn=false")))
                .contains("helpers=off")
                .contains("nativeLibrary=" + Loader.getPlatform() + ",")
                .doesNotContain("dnnl_verbose,exec");
    }

    @Test
    void propertyTurnsOneDnnOffInLibraryThatHasIt() throws Exception {
        assertThat(run(List.of("-Dtl.onednn=false", "-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2")))
                .contains("helpers=off", "-onednn-avx2")
                .doesNotContain("dnnl_verbose,exec");
    }

    @Test
    void callersLibraryIsKept() throws Exception {
        assertThat(run(List.of("-Dorg.bytedeco.javacpp.platform.extension=-onednn-avx2")))
                .contains("nativeLibrary=" + Loader.getPlatform() + "-onednn-avx2,", "in use");
    }

    @Test
    void callersHelperPropertyIsKept() throws Exception {
        assertThat(run(List.of("-Dorg.eclipse.deeplearning4j.helpers.disable=true")))
                .contains("helpers=off");
    }

    @Test
    void libraryIsChosenEvenIfJavaCppWasUsedBefore() throws Exception {
        String expected = Dl4jRuntime.start(new RuntimeSettings(true)).nativeLibrary();

        assertThat(run(List.of(), StartInOwnProcess.JAVACPP_FIRST))
                .contains("nativeLibrary=" + expected + ",", "in use");
    }

    @Test
    void worksUnderContextLoaderThatKnowsNothing() throws Exception {
        assertThat(run(List.of(), StartInOwnProcess.STRANGE_LOADER)).contains("in use");
    }

    @Test
    void helpersAreRefusedByLibraryWithoutOneDnn() throws Exception {
        assertThat(run(List.of("-Dorg.bytedeco.javacpp.platform.extension="))).contains("helpers=off");
    }

    @Test
    void missingBackendIsNamed() throws Exception {
        Predicate<String> noBackend =
                entry -> !Path.of(entry).getFileName().toString().startsWith("nd4j-native");

        assertThat(run(noBackend, List.of())).contains("refused: ND4J needs a backend", "tl-natives-cpu");
    }

    private static String run(List<String> options, String... circumstances) throws IOException, InterruptedException {
        return run(entry -> true, options, circumstances);
    }

    private static String run(Predicate<String> classPathEntries, List<String> options, String... circumstances)
            throws IOException, InterruptedException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-Dorg.bytedeco.javacpp.maxbytes=1g"));
        command.addAll(options);
        command.add("-cp");
        command.add(Stream.of(classPath.split(File.pathSeparator))
                .filter(classPathEntries)
                .collect(joining(File.pathSeparator)));
        command.add(StartInOwnProcess.class.getName());
        command.addAll(List.of(circumstances));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put(ONEDNN_LOG, "1");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
