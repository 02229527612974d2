package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.preprocessing.ImageBatch;

class BatchQueueTest {
    private static final BatchSettings SETTINGS = new BatchSettings(4, Duration.ofSeconds(10), 10, 2, 1);

    private final BatchQueue<Float> queue = new BatchQueue<>(SETTINGS, System::nanoTime);

    @Test
    void whatIsReadyIsDividedAmongThreadsThatAsk() throws Exception {
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = Stream.generate(
                        () -> new Thread(() -> sizes.add(queue.next().size())))
                .limit(2)
                .toList();
        for (Thread thread : threads) {
            thread.start();
            ServerFixture.await(() -> thread.getState() == Thread.State.WAITING);
        }
        assertThat(queue.admit(4)).isTrue();

        for (int i = 0; i < 4; i++) {
            add();
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(sizes).containsExactly(2, 2);
        assertThat(queue.waiting()).isZero();
    }

    @Test
    void oneThreadThatAsksGetsAllThatIsReady() {
        assertThat(queue.admit(3)).isTrue();
        for (int i = 0; i < 3; i++) {
            add();
        }

        assertThat(queue.next()).hasSize(3);
    }

    @Test
    void aClosedQueueGivesWhatHasComeAndThenNothing() {
        assertThat(queue.admit(2)).isTrue();
        add();
        queue.close();

        assertThat(queue.next()).hasSize(1);
        assertThat(queue.next()).isEmpty();
        assertThat(queue.admit(1)).isFalse();
        assertThat(queue.add(item())).isFalse();
    }

    private void add() {
        assertThat(queue.add(item())).isTrue();
    }

    private static BatchItem<Float> item() {
        return new BatchItem<>(
                ImageBatch.allocate(1, FakeModels.PREPROCESSING),
                () -> true,
                new CompletableFuture<>(),
                System.nanoTime());
    }
}
