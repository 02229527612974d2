package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.data.TestImages;
import org.tl4j.data.internal.format.ImageLimits;

class DecodeTrialTest {
    private static final ImageLimits LIMITS = ImageLimits.of(ReadingSettings.DEFAULT);
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void aProcessLikeThisOneSurvivesASoundImageAndARefusedOne() throws Exception {
        DecodeTrial trial = DecodeTrial.likeThisProcess();
        assertThat(verdict(trial, TestImages.jpeg(1))).isEqualTo(TrialVerdict.SURVIVED);
        byte[] cut = Arrays.copyOf(TestImages.jpeg(1), 200);
        assertThat(verdict(trial, cut)).isEqualTo(TrialVerdict.SURVIVED);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aProcessThatCannotFindItsClassesSaysNothingOfTheImage() throws Exception {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("java.class.path", folder.toString());
        DecodeTrial trial = new DecodeTrial(DecodeTrial.command(properties), LONG);
        assertThat(verdict(trial, TestImages.jpeg(1))).isEqualTo(TrialVerdict.UNDECIDED);
    }

    @Test
    void aFaultInNativeCodeOfJavaIsACrashWhateverTheExitCode() throws Exception {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=/dev/null",
                "-cp",
                System.getProperty("java.class.path"),
                FaultyProcess.class.getName());
        assertThat(verdict(new DecodeTrial(command, LONG), TestImages.jpeg(1))).isEqualTo(TrialVerdict.DIED);
    }

    @DisabledOnOs(OS.WINDOWS)
    @ParameterizedTest
    @CsvSource({
        "echo tl4j-trial-ready; kill -SEGV $$, DIED",
        "echo tl4j-trial-ready; kill -ABRT $$, DIED",
        "echo tl4j-trial-ready; kill -KILL $$, UNDECIDED",
        "echo tl4j-trial-ready; kill -TERM $$, UNDECIDED",
        "echo tl4j-trial-ready; exit 1, UNDECIDED",
        "echo tl4j-trial-ready; exit 0, UNDECIDED",
        "kill -SEGV $$, UNDECIDED",
        "exec sleep 20, UNDECIDED"
    })
    void onlyACrashAfterASoundImageIsHeldAgainstAnImage(String script, TrialVerdict verdict) throws Exception {
        assertThat(verdict(shell(script, Duration.ofSeconds(2)), TestImages.jpeg(1)))
                .isEqualTo(verdict);
    }

    @DisabledOnOs(OS.WINDOWS)
    @Test
    void aProcessThatDoesNotEndIsTriedTwice() throws Exception {
        String hang = "echo tl4j-trial-ready; echo x >> " + folder.resolve("runs") + "; exec sleep 20";
        assertThat(verdict(shell(hang, Duration.ofMillis(500)), TestImages.jpeg(1)))
                .isEqualTo(TrialVerdict.HUNG);
        assertThat(folder.resolve("runs")).content().isEqualTo("x\nx\n");
    }

    @Test
    void aLackOfMemoryAndWindowsAreKnown() {
        String ready = TrialProcess.READY + "\n";
        assertThat(TrialVerdict.of(
                        OptionalInt.of(134),
                        ready + "# There is insufficient memory for the Java Runtime Environment to continue."))
                .isEqualTo(TrialVerdict.UNDECIDED);
        assertThat(TrialVerdict.of(OptionalInt.of(0xC0000005), ready)).isEqualTo(TrialVerdict.DIED);
        assertThat(TrialVerdict.of(OptionalInt.of(0xC000013A), ready)).isEqualTo(TrialVerdict.UNDECIDED);
    }

    @Test
    void placesOfNativesArePassedOn() {
        Properties properties = new Properties();
        properties.putAll(System.getProperties());
        properties.setProperty("org.bytedeco.javacpp.cachedir", "/somewhere else");
        properties.setProperty("java.io.tmpdir", "/elsewhere");
        properties.setProperty("secret", "x");
        assertThat(DecodeTrial.command(properties))
                .contains("-Dorg.bytedeco.javacpp.cachedir=/somewhere else", "-Djava.io.tmpdir=/elsewhere")
                .noneMatch(option -> option.contains("secret"));
    }

    @Test
    void aProcessThatCannotBeStartedIsAnError() {
        DecodeTrial trial = new DecodeTrial(List.of(folder.resolve("missing").toString()), LONG);
        assertThatThrownBy(() -> verdict(trial, TestImages.jpeg(1))).isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    private TrialVerdict verdict(DecodeTrial trial, byte[] image) throws IOException, InterruptedException {
        return trial.judge(image, LIMITS, 1, folder);
    }

    static DecodeTrial shell(String script, Duration limit) {
        return new DecodeTrial(List.of("/bin/sh", "-c", script), limit);
    }
}
