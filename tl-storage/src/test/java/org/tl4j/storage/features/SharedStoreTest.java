package org.tl4j.storage.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.provenance.Digest;

class SharedStoreTest {
    private static final FeatureKey KEY = Features.key("resnet20");
    private static final int IMAGES = 400;
    private static final int BATCH = 10;

    @TempDir
    Path folder;

    @Test
    void staysRightUnderManyThreadsOfOneSpace() throws Exception {
        FeatureSpace space = store().open(KEY);
        together(4, worker -> addAndRead(space, worker));
        assertThat(Features.allThere(store().open(KEY), Features.images(0, IMAGES)))
                .isTrue();
    }

    @Test
    void staysRightUnderSeveralStores() throws Exception {
        together(4, worker -> addAndRead(store().open(KEY), worker));
        assertThat(Features.allThere(store().open(KEY), Features.images(0, IMAGES)))
                .isTrue();
    }

    @Test
    void staysRightWhileOthersClearAndEvict() throws Exception {
        AtomicInteger atWork = new AtomicInteger(3);
        together(4, worker -> {
            if (worker == 3) {
                while (atWork.get() > 0) {
                    store().clear();
                }
                return null;
            }
            try {
                return addToSmallStore(worker);
            } finally {
                atWork.decrementAndGet();
            }
        });
        // what survived is right; how much survived depends on the race
        Features.allThere(store().open(KEY), Features.images(0, IMAGES));
    }

    private Void addToSmallStore(int worker) {
        FeatureStore small = new FolderFeatureStore(folder, 10_000, Clock.systemUTC());
        List<Digest> images = Features.images(0, 20);
        small.open(Features.key("other" + worker)).add(images, Features.of(images));
        return addAndRead(small.open(KEY), worker);
    }

    /** Adds all images, each worker from another one on, and finds all that it has added. */
    private static Void addAndRead(FeatureSpace space, int worker) {
        for (int done = 0; done < IMAGES; done += BATCH) {
            int from = (worker * 100 + done) % IMAGES;
            List<Digest> images = Features.images(from, from + BATCH);
            space.add(images, Features.of(images));
            assertThat(Features.allThere(space, images)).isTrue();
        }
        assertThat(Features.allThere(space, Features.images(0, IMAGES))).isTrue();
        return null;
    }

    private interface Work {
        Void run(int worker) throws Exception;
    }

    private static void together(int workers, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Callable<Void>> all = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                int number = worker;
                all.add(() -> work.run(number));
            }
            for (Future<Void> future : threads.invokeAll(all)) {
                future.get();
            }
        } finally {
            threads.shutdown();
        }
    }

    private FeatureStore store() {
        return new FolderFeatureStore(folder, 1L << 30, Clock.systemUTC());
    }
}
