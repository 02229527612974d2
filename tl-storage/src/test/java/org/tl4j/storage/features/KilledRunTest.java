package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.Fork;

class KilledRunTest {
    private static final FeatureKey KEY = Features.key("killed");
    private static final int BATCH = 64;

    @TempDir
    Path folder;

    /** Adds batch after batch until it is killed, and prints when each is done. */
    static final class AddingForever {
        private AddingForever() {}

        @SuppressWarnings("SystemOut") // it communicates with the test by its output
        public static void main(String[] arguments) {
            FeatureSpace space = open(Path.of(arguments[0]));
            for (int batch = 0; ; batch++) {
                List<Digest> images = Features.images(batch * BATCH, (batch + 1) * BATCH);
                space.add(images, Features.of(images));
                System.out.println(batch);
            }
        }
    }

    @Test
    void leavesWholeBatchesAndNothingWrong() throws Exception {
        for (int batchesBeforeDeath : new int[] {1, 7, 40}) {
            int told = runAndKill(batchesBeforeDeath);
            FeatureSpace space = open(folder);
            assertThat(told).isGreaterThanOrEqualTo(batchesBeforeDeath - 1);
            assertThat(Features.allThere(space, Features.images(0, (told + 1) * BATCH)))
                    .isTrue();
            int batch = told + 1;
            while (space.contains(Features.image(batch * BATCH))) {
                assertThat(Features.allThere(space, Features.images(batch * BATCH, (batch + 1) * BATCH)))
                        .isTrue();
                batch++;
            }
            List<Digest> images = Features.images(batch * BATCH, (batch + 1) * BATCH);
            assertThat(images).noneMatch(space::contains);
            space.add(images, Features.of(images));
            assertThat(Features.allThere(open(folder), images)).isTrue();
        }
    }

    /** The last batch that the other process has reported before it was killed. */
    private int runAndKill(int batches) throws IOException, InterruptedException {
        Process process = Fork.of(AddingForever.class, folder);
        try (BufferedReader told =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int last = -1;
            for (int i = 0; i < batches; i++) {
                last = Integer.parseInt(told.readLine());
            }
            process.destroyForcibly();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return last;
        } finally {
            process.destroyForcibly();
        }
    }

    private static FeatureSpace open(Path folder) {
        return new FolderFeatureStore(folder, 1L << 30, Clock.systemUTC()).open(KEY);
    }
}
