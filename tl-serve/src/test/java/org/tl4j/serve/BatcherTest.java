package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.ImageBatch;

@SuppressWarnings("FutureReturnValueIgnored") // of images whose result a test does not look at
class BatcherTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    /** The value of an image that cannot be computed. */
    private static final int POISON = 7;

    /** The batches that the thread asks to compute, each of which goes on when the test lets it. */
    private final BlockingQueue<Started> started = new LinkedBlockingQueue<>();

    private Batcher<Float> batcher;

    private record Started(List<Float> values, CompletableFuture<Void> mayEnd) {}

    @AfterEach
    void close() {
        batcher.close();
    }

    @Test
    void aSingleImageDoesNotWaitForOthersThatAreNotOnTheirWay() throws Exception {
        batcher = batcher(4, LONG, 10);

        CompletableFuture<Float> result = submit(1);

        Started batch = started.take();
        assertThat(batch.values()).containsExactly(1f);
        batch.mayEnd().complete(null);
        assertThat(result.join()).isEqualTo(10f);
    }

    @Test
    void whatComesDuringABatchIsTheNextOneInItsOrder() throws Exception {
        batcher = batcher(4, LONG, 10);
        CompletableFuture<Float> first = submit(0);
        Started alone = started.take();

        List<CompletableFuture<Float>> others =
                IntStream.rangeClosed(1, 3).mapToObj(this::submit).toList();
        alone.mayEnd().complete(null);
        Started together = started.take();
        together.mayEnd().complete(null);

        assertThat(first.join()).isEqualTo(0f);
        assertThat(together.values()).containsExactly(1f, 2f, 3f);
        assertThat(others.stream().map(CompletableFuture::join)).containsExactly(10f, 20f, 30f);
    }

    @Test
    void aBatchIsNoLargerThanTheMaximum() throws Exception {
        batcher = batcher(2, LONG, 10);
        submit(0);
        Started alone = started.take();
        IntStream.rangeClosed(1, 3).forEach(this::submit);
        alone.mayEnd().complete(null);

        Started full = started.take();
        full.mayEnd().complete(null);
        Started rest = started.take();
        rest.mayEnd().complete(null);

        assertThat(full.values()).containsExactly(1f, 2f);
        assertThat(rest.values()).containsExactly(3f);
    }

    @Test
    void anImageWaitsForOthersThatAreBeingDecoded() throws Exception {
        batcher = batcher(4, LONG, 10);
        assertThat(batcher.admit(2)).isTrue();
        add(1, true);

        add(2, true);

        Started batch = started.take();
        batch.mayEnd().complete(null);
        assertThat(batch.values()).containsExactly(1f, 2f);
    }

    @Test
    void anImageWaitsNoLongerThanTheDelay() throws Exception {
        batcher = batcher(4, Duration.ofMillis(1), 10);
        assertThat(batcher.admit(2)).isTrue();

        add(1, true);

        Started batch = started.take();
        batch.mayEnd().complete(null);
        assertThat(batch.values()).containsExactly(1f);
        batcher.leave();
    }

    @Test
    void anImageThatFailsIsNotWaitedFor() throws Exception {
        batcher = batcher(4, LONG, 10);
        assertThat(batcher.admit(2)).isTrue();
        add(1, true);

        batcher.leave();

        Started batch = started.take();
        batch.mayEnd().complete(null);
        assertThat(batch.values()).containsExactly(1f);
    }

    @Test
    void aFullQueueTakesNoMoreUntilItsImagesAreComputed() throws Exception {
        batcher = batcher(1, LONG, 2);
        submit(1);
        Started first = started.take();

        assertThat(batcher.admit(3)).isFalse();
        assertThat(batcher.admit(2)).isTrue();
        assertThat(batcher.admit(1)).isFalse();
        assertThat(batcher.waiting()).isEqualTo(2);
        batcher.leave();
        assertThat(batcher.admit(1)).isTrue();

        batcher.leave();
        batcher.leave();
        first.mayEnd().complete(null);
    }

    @Test
    void whatNobodyWaitsForIsNotComputed() throws Exception {
        batcher = batcher(4, LONG, 10);
        assertThat(batcher.admit(2)).isTrue();
        CompletableFuture<Float> dropped = add(1, false);
        CompletableFuture<Float> wanted = add(2, true);

        Started batch = started.take();
        batch.mayEnd().complete(null);

        assertThat(batch.values()).containsExactly(2f);
        assertThat(wanted.join()).isEqualTo(20f);
        assertThatThrownBy(dropped::join).hasCauseInstanceOf(DroppedWorkException.class);
    }

    @Test
    void aBatchThatFailsDoesNotStopTheNext() throws Exception {
        batcher = batcher(4, LONG, 10);
        CompletableFuture<Float> failed = submit(1);
        started.take().mayEnd().completeExceptionally(new IllegalStateException("no memory"));

        assertThatThrownBy(failed::join).isInstanceOf(CompletionException.class).hasMessageContaining("no memory");
        CompletableFuture<Float> next = submit(2);
        started.take().mayEnd().complete(null);
        assertThat(next.join()).isEqualTo(20f);
    }

    @Test
    void onlyTheImageThatCannotBeComputedFailsOfABatch() {
        Semaphore mayCompute = new Semaphore(0);
        batcher = new Batcher<>(
                "batcher", images -> refusing(mayCompute, images), settings(4, LONG, 10), BatchObserver.NONE, () -> 0);
        assertThat(batcher.admit(3)).isTrue();
        CompletableFuture<Float> first = add(1, true);
        CompletableFuture<Float> poisoned = add(POISON, true);
        CompletableFuture<Float> last = add(3, true);
        mayCompute.release(4);

        assertThat(first.join()).isEqualTo(10f);
        assertThat(last.join()).isEqualTo(30f);
        assertThatThrownBy(poisoned::join).hasCauseInstanceOf(IllegalArgumentException.class);
        assertThat(mayCompute.availablePermits()).isZero();
    }

    private static List<Float> refusing(Semaphore mayCompute, ImageBatch images) {
        mayCompute.acquireUninterruptibly();
        return IntStream.range(0, images.images())
                .mapToObj(i -> images.image(i).get(0))
                .peek(value -> {
                    if (value == POISON) {
                        throw new IllegalArgumentException("a probability must be finite");
                    }
                })
                .map(value -> 10 * value)
                .toList();
    }

    @Test
    void aQuestionThatFailsDoesNotEndTheThread() throws Exception {
        batcher = batcher(4, LONG, 10);
        assertThat(batcher.admit(1)).isTrue();
        CompletableFuture<Float> failed = new CompletableFuture<>();
        batcher.add(new BatchItem<>(
                ImageBatch.allocate(1, FakeModels.PREPROCESSING),
                () -> {
                    throw new IllegalStateException("no connection");
                },
                failed,
                0));

        assertThatThrownBy(failed::join).hasMessageContaining("no connection");
        CompletableFuture<Float> next = submit(2);
        started.take().mayEnd().complete(null);
        assertThat(next.join()).isEqualTo(20f);
        assertThat(batcher.isStuck(LONG.toNanos())).isFalse();
    }

    @Test
    void aThreadThatHasEndedIsReported() throws Exception {
        BatchObserver failing = new BatchObserver() {
            @Override
            public void submitted(double seconds) {
                // not called
            }

            @Override
            public void decoded(double seconds) {
                // not called
            }

            @Override
            public void queued(double seconds) {
                Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
                throw new IllegalStateException("no metrics");
            }

            @Override
            public void computed(int images, double seconds) {
                // not called
            }
        };
        batcher = new Batcher<>("batcher", this::compute, settings(4, LONG, 10), failing, System::nanoTime);
        assertThat(batcher.isStuck(LONG.toNanos())).isFalse();

        submit(1);

        ServerFixture.await(() -> batcher.isStuck(LONG.toNanos()));
    }

    @Test
    void aThreadThatIsBusyDoesNotStopTheOther() throws Exception {
        long[] now = {0};
        batcher = new Batcher<>(
                "batcher", this::compute, settings(4, LONG, 10).withBatchThreads(2), BatchObserver.NONE, () -> now[0]);
        submit(1);
        Started slow = started.take();

        CompletableFuture<Float> second = submit(2);
        started.take().mayEnd().complete(null);
        now[0] = 1000;

        assertThat(second.join()).isEqualTo(20f);
        assertThat(batcher.isStuck(999)).isTrue();
        slow.mayEnd().complete(null);
    }

    @Test
    void theBufferIsUsedAgainForSmallerBatches() throws Exception {
        batcher = batcher(4, LONG, 10);
        for (int size : new int[] {3, 2, 3}) {
            submit(9);
            Started blocker = started.take();
            List<CompletableFuture<Float>> results =
                    IntStream.range(0, size).mapToObj(this::submit).toList();
            blocker.mayEnd().complete(null);
            started.take().mayEnd().complete(null);

            assertThat(results.stream().map(CompletableFuture::join))
                    .containsExactlyElementsOf(
                            IntStream.range(0, size).mapToObj(i -> i * 10f).toList());
        }
    }

    @Test
    void closingComputesWhatHasComeAndRefusesTheRest() throws Exception {
        batcher = batcher(4, LONG, 10);
        CompletableFuture<Float> first = submit(1);
        Started batch = started.take();
        CompletableFuture<Float> second = submit(2);
        Thread closing = new Thread(batcher::close);
        closing.start();
        batch.mayEnd().complete(null);
        started.take().mayEnd().complete(null);
        closing.join();

        assertThat(first.join()).isEqualTo(10f);
        assertThat(second.join()).isEqualTo(20f);
        assertThat(batcher.admit(1)).isFalse();
    }

    @Test
    void saysThatABatchTakesTooLong() throws Exception {
        long[] now = {0};
        batcher = new Batcher<>("batcher", this::compute, settings(4, LONG, 10), BatchObserver.NONE, () -> now[0]);
        submit(1);
        Started batch = started.take();

        now[0] = 1000;

        assertThat(batcher.isStuck(999)).isTrue();
        assertThat(batcher.isStuck(1000)).isFalse();
        batch.mayEnd().complete(null);
    }

    private Batcher<Float> batcher(int size, Duration delay, int queue) {
        return new Batcher<>(
                "batcher", this::compute, settings(size, delay, queue), BatchObserver.NONE, System::nanoTime);
    }

    private static BatchSettings settings(int size, Duration delay, int queue) {
        return new BatchSettings(size, delay, queue, 1, 1);
    }

    /** Ten times the first value of each image. */
    private List<Float> compute(ImageBatch images) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < images.images(); i++) {
            values.add(images.image(i).get(0));
        }
        Started batch = new Started(List.copyOf(values), new CompletableFuture<>());
        started.add(batch);
        batch.mayEnd().join();
        return values.stream().map(value -> 10 * value).toList();
    }

    private CompletableFuture<Float> submit(int value) {
        assertThat(batcher.admit(1)).isTrue();
        return add(value, true);
    }

    private CompletableFuture<Float> add(int value, boolean wanted) {
        ImageBatch image = ImageBatch.allocate(1, FakeModels.PREPROCESSING);
        image.values().put(0, value);
        CompletableFuture<Float> result = new CompletableFuture<>();
        batcher.add(new BatchItem<>(image, () -> wanted, result, System.nanoTime()));
        return result;
    }
}
