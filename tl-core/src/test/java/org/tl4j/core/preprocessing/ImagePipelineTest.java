package org.tl4j.core.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.progress.Progress;

@Timeout(60)
class ImagePipelineTest {
    private static final Preprocessing TWO_PIXELS = new Preprocessing(
            new ResizeRule.Exact(new ImageSize(2, 1)),
            new ImageSize(2, 1),
            ChannelOrder.GREY,
            1,
            List.of(0.0),
            List.of(1.0));

    private final Workers workers = Workers.of("pipeline test", 3);
    private final ImagePipeline pipeline = new ImagePipeline(workers);

    @AfterEach
    void close() {
        workers.close();
    }

    @ParameterizedTest
    @CsvSource({"0,4", "1,4", "4,4", "5,4", "8,4", "9,4", "64,1", "3,100"})
    void everyImageComesOnceInOrderWithItsValues(int images, int batchSize) {
        List<Integer> seen = new ArrayList<>();

        run(IntStream.range(0, images).boxed().toList(), ImagePipelineTest::load, settings(batchSize), batch -> {
            assertThat(batch.values().images()).isEqualTo(batch.images().size());
            assertThat(batch.images().size()).isLessThanOrEqualTo(batchSize);
            for (int row = 0; row < batch.images().size(); row++) {
                int image = batch.images().get(row);
                assertThat(batch.values().image(row).get(0)).isEqualTo(image);
                assertThat(batch.values().image(row).get(1)).isEqualTo(-image);
            }
            seen.addAll(batch.images());
        });

        assertThat(seen).isEqualTo(IntStream.range(0, images).boxed().toList());
    }

    @Test
    void twoBuffersServeAWholeRun() {
        List<FloatBuffer> batches = new ArrayList<>();

        run(IntStream.range(0, 100).boxed().toList(), ImagePipelineTest::load, settings(10), batch -> {
            batches.add(batch.values().values());
        });

        // all earlier batches now hold the values of the last two, since they share their buffers
        assertThat(batches).hasSize(10);
        assertThat(batches.stream().map(values -> values.get(0)).distinct()).containsExactlyInAnyOrder(80f, 90f);
    }

    @Test
    void failuresAreNamedByRowAndTheirRowsAreEmptied() {
        run(List.of(1, 1300, 3, 1300), ImagePipelineTest::load, settings(4), batch -> {
            assertThat(batch.failures()).hasSize(2).containsEntry(1, "unlucky").containsEntry(3, "unlucky");
            assertThat(batch.isUsable(0)).isTrue();
            assertThat(batch.isUsable(1)).isFalse();
            assertThat(batch.values().image(1).get(0)).isZero();
            assertThat(batch.values().image(1).get(1)).isZero();
        });
    }

    @Test
    void usableRowsAreMovedTogether() {
        run(List.of(1300, 5, 1300, 7, 9), ImagePipelineTest::load, settings(8), batch -> {
            ImageBatch usable = batch.usable();
            assertThat(usable.images()).isEqualTo(3);
            assertThat(List.of(
                            usable.image(0).get(0),
                            usable.image(1).get(0),
                            usable.image(2).get(1)))
                    .containsExactly(5f, 7f, -9f);
        });
        run(
                List.of(1300),
                ImagePipelineTest::load,
                settings(8),
                batch -> assertThatThrownBy(batch::usable).isInstanceOf(IllegalStateException.class));
    }

    @Test
    void imagesAreDecodedByTheWorkersAlone() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();

        run(
                IntStream.range(0, 200).boxed().toList(),
                (image, target) -> {
                    threads.add(Thread.currentThread());
                    return load(image, target);
                },
                settings(16),
                batch -> {});

        assertThat(threads)
                .hasSizeBetween(1, 3)
                .allMatch(thread -> thread.getName().equals("pipeline test"));
    }

    @Test
    void progressIsReportedAfterEachBatch() {
        List<String> heard = new ArrayList<>();

        run(
                List.of(1, 2, 3, 4, 5),
                ImagePipelineTest::load,
                new PipelineSettings("testing", TWO_PIXELS, 2, (stage, done, total) -> {
                    heard.add(stage + " " + done + "/" + total);
                }),
                batch -> {});

        assertThat(heard).containsExactly("testing 2/5", "testing 4/5", "testing 5/5");
    }

    @Test
    void interruptEndsItWithTheBatchUnderWay() {
        AtomicInteger decoded = new AtomicInteger();
        List<Integer> seen = new ArrayList<>();
        try {
            assertThatThrownBy(() -> run(
                            IntStream.range(0, 1000).boxed().toList(),
                            (image, target) -> {
                                decoded.incrementAndGet();
                                return load(image, target);
                            },
                            settings(10),
                            batch -> {
                                seen.addAll(batch.images());
                                if (seen.size() == 30) {
                                    Thread.currentThread().interrupt();
                                }
                            }))
                    .isInstanceOf(InterruptedWorkException.class)
                    .hasMessage("testing must not be interrupted, found an interruption after 30 of 1000");
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(seen).hasSize(30);
        assertThat(decoded.get()).isLessThanOrEqualTo(40);
    }

    @Test
    void whatALoaderThrowsEndsIt() {
        assertThatThrownBy(() -> run(
                        List.of(1, 2),
                        (image, target) -> {
                            throw new IllegalStateException("closed");
                        },
                        settings(2),
                        batch -> {}))
                .hasMessage("closed");
    }

    @Test
    void manyCallersShareTheWorkers() throws Exception {
        List<Thread> callers = new ArrayList<>();
        AtomicInteger images = new AtomicInteger();
        for (int i = 0; i < 8; i++) {
            callers.add(new Thread(() -> run(
                    IntStream.range(0, 100).boxed().toList(),
                    ImagePipelineTest::load,
                    settings(7),
                    batch -> images.addAndGet(batch.images().size()))));
        }
        callers.forEach(Thread::start);
        for (Thread caller : callers) {
            caller.join();
        }

        assertThat(images.get()).isEqualTo(800);
    }

    @Test
    void batchesHaveAnImageAtLeast() {
        assertThatThrownBy(() -> settings(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private void run(
            List<Integer> images,
            ImageLoader<Integer, String> loader,
            PipelineSettings settings,
            Consumer<DecodedBatch<Integer, String>> work) {
        pipeline.run(images, loader, settings, work);
    }

    private static PipelineSettings settings(int batchSize) {
        return new PipelineSettings("testing", TWO_PIXELS, batchSize, Progress.NONE);
    }

    /** An image is its number, and the negative of it; 1300 fails halfway. */
    private static Optional<String> load(int image, FloatBuffer target) {
        target.put(0, image);
        if (image == 1300) {
            return Optional.of("unlucky");
        }
        target.put(1, -image);
        return Optional.empty();
    }
}
