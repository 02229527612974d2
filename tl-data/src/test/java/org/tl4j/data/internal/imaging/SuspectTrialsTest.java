package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageLimits;

@DisabledOnOs(OS.WINDOWS)
class SuspectTrialsTest {
    private static final ImageLimits LIMITS = ImageLimits.of(ReadingSettings.DEFAULT);
    private static final byte[] IMAGE = {1, 2, 3};
    private static final long KEY = Suspects.key(IMAGE);

    @TempDir
    Path folder;

    private Suspects suspects;
    private Path runs;

    @BeforeEach
    void suspect() throws IOException {
        Path place = Files.createDirectory(folder.resolve("decoding"));
        suspects = Suspects.in(place);
        suspects.add(KEY);
        runs = folder.resolve("runs");
    }

    @Test
    void anImageThatCannotBeTriedPassesAndStaysASuspectAndIsTriedOnceAProcess() throws Exception {
        SuspectTrials trials = trials("exit 1");
        check(trials);
        check(trials);
        assertThat(runs).content().isEqualTo("x\n");
        assertThat(suspects.isSuspect(KEY)).isTrue();
        assertThat(suspects.isRefused(KEY)).isFalse();
    }

    @Test
    void anImagePassesWhereNoProcessCanBeStarted() {
        SuspectTrials trials = new SuspectTrials(
                suspects, new DecodeTrial(List.of(folder.resolve("missing").toString()), Duration.ofSeconds(1)));
        assertThatCode(() -> check(trials)).doesNotThrowAnyException();
        assertThat(suspects.isSuspect(KEY)).isTrue();
    }

    @Test
    void threadsWithEqualImagesAllRefuseThem() throws Exception {
        SuspectTrials trials = trials("echo tl4j-trial-ready; kill -SEGV $$");
        Callable<Boolean> refusal = () -> {
            assertThatThrownBy(() -> check(trials))
                    .isInstanceOf(BrokenImageException.class)
                    .hasMessageContaining(suspects.refusal(KEY).toString());
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> each : threads.invokeAll(List.of(refusal, refusal, refusal, refusal))) {
                assertThat(each.get()).isTrue();
            }
        } finally {
            threads.shutdown();
        }
        assertThat(runs).content().isEqualTo("x\n");
        assertThat(suspects.isRefused(KEY)).isTrue();
        assertThat(suspects.isSuspect(KEY)).isFalse();
    }

    @Test
    void severalProcessesMayDecideAtTheSameTime() throws IOException {
        suspects.refuse(KEY);
        suspects.refuse(KEY);
        suspects.acquit(KEY);
        assertThat(suspects.refused()).isOne();
        suspects.clear();
        assertThat(suspects.isEmpty()).isTrue();
    }

    @Test
    void aVerdictThatCannotBeWrittenHoldsInThisProcess() throws Exception {
        // A folder in place of the file, because permissions do not restrict an administrator.
        SuspectTrials trials = new SuspectTrials(
                suspects,
                DecodeTrialTest.shell(
                        "echo tl4j-trial-ready; rm " + suspects.folder() + "/*.suspect; mkdir -p " + suspects.folder()
                                + "/" + Long.toHexString(KEY) + ".suspect/full; kill -SEGV $$",
                        Duration.ofSeconds(30)));
        assertThatThrownBy(() -> check(trials)).isInstanceOf(BrokenImageException.class);
        assertThatThrownBy(() -> check(trials)).isInstanceOf(BrokenImageException.class);
        SuspectTrials acquitting = new SuspectTrials(
                Suspects.in(suspects.folder()), DecodeTrialTest.shell("echo tl4j-trial-ended", Duration.ofSeconds(30)));
        Files.delete(suspects.refusal(KEY));
        assertThatCode(() -> check(acquitting)).doesNotThrowAnyException();
        assertThatCode(() -> check(acquitting)).doesNotThrowAnyException();
    }

    private SuspectTrials trials(String script) {
        return new SuspectTrials(
                suspects, DecodeTrialTest.shell("echo x >> " + runs + "; " + script, Duration.ofSeconds(30)));
    }

    private static void check(SuspectTrials trials) throws BrokenImageException {
        trials.check(KEY, IMAGE, LIMITS, 1);
    }
}
