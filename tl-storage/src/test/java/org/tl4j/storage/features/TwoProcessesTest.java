package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.Fork;

class TwoProcessesTest {
    private static final FeatureKey KEY = Features.key("shared");
    private static final long LARGE = 1L << 30;
    private static final int IMAGES = 2000;
    private static final int BATCH = 20;

    @TempDir
    Path folder;

    /** Adds all images from one of them on, after the signal to start, and fails if one is missing then. */
    static final class Adding {
        private Adding() {}

        @SuppressWarnings("SystemOut") // it communicates with the test by its output
        public static void main(String[] arguments) throws IOException {
            int first = Integer.parseInt(arguments[1]);
            System.out.println("ready");
            if (System.in.read() < 0) {
                throw new IllegalStateException("the test has gone");
            }
            FeatureSpace space = open(Path.of(arguments[0]), Long.parseLong(arguments[2]));
            for (int done = 0; done < IMAGES; done += BATCH) {
                int from = (first + done) % IMAGES;
                List<Digest> images = Features.images(from, from + BATCH);
                space.add(images, Features.of(images));
            }
            if (!Features.allThere(space, Features.images(0, IMAGES))) {
                throw new IllegalStateException("an image that was added is not there");
            }
        }
    }

    @Test
    void addToOneFolderAtOnce() throws Exception {
        together(LARGE);
        assertThat(Features.allThere(open(folder, LARGE), Features.images(0, IMAGES)))
                .isTrue();
    }

    @Test
    void keepOneSmallLimit() throws Exception {
        long limit = 60_000;
        together(limit);
        FeatureSpace space = open(folder, limit);
        List<Digest> kept =
                Features.images(0, IMAGES).stream().filter(space::contains).toList();
        assertThat(kept).isNotEmpty().hasSizeLessThan(IMAGES);
        assertThat(Features.allThere(space, kept)).isTrue();
    }

    private void together(long limit) throws IOException, InterruptedException {
        List<Process> processes = new ArrayList<>();
        try {
            for (int first : new int[] {0, IMAGES / 2}) {
                processes.add(Fork.of(Adding.class, folder, Integer.toString(first), Long.toString(limit)));
            }
            for (Process process : processes) {
                BufferedReader told =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                assertThat(told.readLine()).isEqualTo("ready");
            }
            for (Process process : processes) {
                process.getOutputStream().write('\n');
                process.getOutputStream().flush();
            }
            for (Process process : processes) {
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isZero();
            }
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static FeatureSpace open(Path folder, long limit) {
        return new FolderFeatureStore(folder, limit, Clock.systemUTC()).open(KEY);
    }
}
