package org.tl4j.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @Test
    void asManyItemsAreWorkedOnAtATimeAsThereAreThreads() {
        CyclicBarrier together = new CyclicBarrier(4);
        try (Workers workers = Workers.of("four", 4)) {
            // each item waits until four of them have started
            workers.start(8, item -> arrive(together), () -> {}).awaitUninterrupted();
        }
    }

    @Test
    void threadsCanBeAdded() {
        CyclicBarrier together = new CyclicBarrier(3);
        try (Workers workers = Workers.of("growing", 1)) {
            workers.start(1, item -> {}, () -> {}).awaitUninterrupted();

            workers.ensureThreads(3);
            workers.ensureThreads(2);

            assertThat(workers.threads()).isEqualTo(3);
            workers.start(6, item -> arrive(together), () -> {}).awaitUninterrupted();
        }
    }

    @Test
    void threadsAreDaemonsOfTheGivenNameAndNeverTheCallers() {
        try (Workers workers = Workers.of("images of a test", 2)) {
            workers.start(100, item -> seen.add(Thread.currentThread()), () -> {})
                    .awaitUninterrupted();
        }

        assertThat(seen).hasSizeBetween(1, 2).doesNotContain(Thread.currentThread());
        assertThat(seen)
                .allMatch(Thread::isDaemon)
                .allMatch(thread -> thread.getName().equals("images of a test"));
    }

    @Test
    void noThreadIsLeftAfterClose() {
        Workers workers = Workers.of("closed", 3);
        workers.start(50, item -> seen.add(Thread.currentThread()), () -> {}).awaitUninterrupted();

        workers.close();
        workers.close();

        assertThat(seen).isNotEmpty().noneMatch(WorkersTest::isAtWork);
    }

    @Test
    void closeWaitsForWhatWasBegun() throws Exception {
        Workers workers = Workers.of("slow", 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ParallelWork work = workers.start(
                1,
                item -> {
                    begun.countDown();
                    arrive(end);
                    seen.add(Thread.currentThread());
                },
                () -> {});
        begun.await();
        Thread closing = new Thread(workers::close);
        closing.start();
        end.countDown();
        closing.join();

        assertThat(seen).hasSize(1);
        work.await();
    }

    @Test
    void afterCloseTheCallerDoesTheWork() {
        Workers workers = Workers.of("closed", 2);
        workers.close();

        workers.start(10, item -> seen.add(Thread.currentThread()), () -> {}).awaitUninterrupted();

        assertThat(seen).containsExactly(Thread.currentThread());
    }

    @Test
    void cancelledWorkBeginsNoMoreItems() {
        try (Workers workers = Workers.of("cancelled", 2)) {
            CountDownLatch end = new CountDownLatch(1);
            Set<Integer> items = ConcurrentHashMap.newKeySet();
            ParallelWork work = workers.start(
                    1000,
                    item -> {
                        items.add(item);
                        arrive(end);
                    },
                    () -> items.add(-1));
            Thread later = new Thread(end::countDown);
            later.start();
            work.cancel();

            int begun = items.size();
            assertThat(items).doesNotContain(-1);
            workers.start(1, item -> {}, () -> {}).awaitUninterrupted();
            assertThat(items).hasSize(begun);
        }
    }

    @Test
    void thereIsAThreadAtLeast() {
        assertThatThrownBy(() -> Workers.of("none", 0)).isInstanceOf(IllegalArgumentException.class);
        try (Workers workers = Workers.ofProcessors("all")) {
            assertThat(workers.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
        }
    }

    private static boolean isAtWork(Thread thread) {
        try {
            // a pool counts a thread as ended a moment before the system does
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return thread.isAlive();
    }

    private static void arrive(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void arrive(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("workers must not be interrupted", e);
        }
    }
}
