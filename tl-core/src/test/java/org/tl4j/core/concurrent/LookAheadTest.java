package org.tl4j.core.concurrent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class LookAheadTest {
    private final Workers workers = Workers.of("look-ahead test", 3);

    @AfterEach
    void close() {
        workers.close();
    }

    @Property(tries = 100)
    void everyItemIsLoadedOnceAndBatchesComeInOrder(
            @ForAll @IntRange(min = 1, max = 5) int threads,
            @ForAll @IntRange(max = 12) int batches,
            @ForAll @IntRange(min = 1, max = 9) int items) {
        try (Workers some = Workers.of("property", threads)) {
            List<Integer> numbers = new ArrayList<>();
            List<Integer> loaded = new ArrayList<>();
            new LookAhead<>(some, new Squares(items)).each(0, batches, (number, batch) -> {
                numbers.add(number);
                for (int value : batch.values) {
                    loaded.add(value);
                }
                return true;
            });

            assertThat(numbers).hasSize(batches).isSorted();
            assertThat(loaded).hasSize(batches * items);
            for (int i = 0; i < loaded.size(); i++) {
                assertThat(loaded.get(i)).isEqualTo(i * i);
            }
        }
    }

    @Test
    @Timeout(60)
    void nextBatchIsLoadedWhileTheCallerWorksOnThisOne() {
        CountDownLatch second = new CountDownLatch(1);
        LookAhead<Batch> ahead = new LookAhead<>(workers, new Squares(1) {
            @Override
            public void load(Batch batch, int item) {
                super.load(batch, item);
                if (batch.number == 1) {
                    second.countDown();
                }
            }
        });

        ahead.each(0, 2, (number, batch) -> number == 1 || arrives(second));
    }

    @Test
    @Timeout(60)
    void slowLastItemOfABatchLeavesNoWorkerIdle() {
        CountDownLatch second = new CountDownLatch(1);
        LookAhead<Batch> ahead = new LookAhead<>(workers, new Squares(3) {
            @Override
            public void load(Batch batch, int item) {
                super.load(batch, item);
                if (batch.number == 0 && item == 2) {
                    arrives(second);
                }
                if (batch.number == 1) {
                    second.countDown();
                }
            }
        });
        List<Integer> taken = new ArrayList<>();

        ahead.each(0, 3, (number, batch) -> taken.add(number));

        assertThat(taken).containsExactly(0, 1, 2);
    }

    @Test
    @Timeout(60)
    void batchIsCompleteBeforeItIsTaken() {
        AtomicInteger completed = new AtomicInteger();
        new LookAhead<>(workers, new Squares(50) {
                    @Override
                    public void complete(Batch batch) {
                        assertThat(batch.values[49]).isEqualTo(square(batch.number, 49));
                        completed.incrementAndGet();
                    }
                })
                .each(0, 3, (number, batch) -> {
                    assertThat(completed.get()).isGreaterThan(number);
                    return true;
                });
    }

    @Test
    @Timeout(60)
    void noMoreIsLoadedThanOneBatchAhead() {
        Set<Integer> opened = ConcurrentHashMap.newKeySet();
        new LookAhead<>(workers, new Squares(2) {
                    @Override
                    public Batch open(int number) {
                        opened.add(number);
                        return super.open(number);
                    }
                })
                .each(0, 100, (number, batch) -> {
                    assertThat(opened).hasSizeLessThanOrEqualTo(number + 2);
                    return number < 3;
                });

        assertThat(opened).containsExactlyInAnyOrder(0, 1, 2, 3, 4);
    }

    @Test
    @Timeout(60)
    void failureOfTheFirstItemThatFailsReachesTheCaller() {
        LookAhead<Batch> failing = new LookAhead<>(workers, new Squares(20) {
            @Override
            public void load(Batch batch, int item) {
                if (item > 6) {
                    throw new IllegalArgumentException("item " + item);
                }
            }
        });

        assertThatThrownBy(() -> failing.each(0, 3, (number, batch) -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("item 7");
    }

    @Test
    @Timeout(60)
    void errorReachesTheCallerAsItIs() {
        LookAhead<Batch> failing = new LookAhead<>(workers, new Squares(2) {
            @Override
            public void load(Batch batch, int item) {
                throw new OutOfMemoryError("made up");
            }
        });

        assertThatThrownBy(() -> failing.each(0, 3, (number, batch) -> true))
                .isInstanceOf(OutOfMemoryError.class)
                .hasMessage("made up");
    }

    @Test
    @Timeout(60)
    void interruptEndsItSoonAndLeavesNothingRunning() throws Exception {
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(1);
        LookAhead<Batch> slow = new LookAhead<>(workers, new Squares(10_000) {
            @Override
            public void load(Batch batch, int item) {
                begun.incrementAndGet();
                started.countDown();
                sleep();
                ended.incrementAndGet();
            }
        });
        List<Throwable> thrown = new ArrayList<>();
        Thread caller = new Thread(() -> {
            try {
                slow.eachUntilInterrupted(0, 2, (number, batch) -> true);
            } catch (InterruptedException e) {
                thrown.add(e);
            }
        });
        caller.start();
        started.await();
        caller.interrupt();
        caller.join();

        assertThat(thrown).singleElement().isInstanceOf(InterruptedException.class);
        assertThat(begun.get()).isEqualTo(ended.get()).isLessThan(1000);
    }

    @Test
    @Timeout(60)
    void interruptDoesNotEndItWhereTheTakerDecides() {
        List<Integer> numbers = new ArrayList<>();
        try {
            Thread.currentThread().interrupt();
            new LookAhead<>(workers, new Squares(20)).each(0, 5, (number, batch) -> numbers.add(batch.values[19]));

            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        } finally {
            Thread.interrupted();
        }
        assertThat(numbers).hasSize(5);
    }

    @Test
    @Timeout(60)
    void takerThatFailsEndsIt() {
        AtomicInteger loaded = new AtomicInteger();
        LookAhead<Batch> ahead = new LookAhead<>(workers, new Squares(5) {
            @Override
            public void load(Batch batch, int item) {
                loaded.incrementAndGet();
            }
        });

        assertThatThrownBy(() -> ahead.each(0, 50, (number, batch) -> {
                    throw new IllegalStateException("taker");
                }))
                .hasMessage("taker");
        assertThat(loaded.get()).isBetween(5, 10);
    }

    @Test
    @Timeout(60)
    void nestedUseOfTheSameWorkersDoesNotWaitForItself() {
        AtomicInteger inner = new AtomicInteger();
        LookAhead<Batch> outer = new LookAhead<>(workers, new Squares(8) {
            @Override
            public void load(Batch batch, int item) {
                new LookAhead<>(workers, new Squares(4)).each(0, 3, (number, nested) -> {
                    inner.addAndGet(nested.values.length);
                    return true;
                });
            }
        });

        outer.each(0, 2, (number, batch) -> true);

        assertThat(inner.get()).isEqualTo(2 * 8 * 3 * 4);
    }

    private static boolean arrives(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(Duration.ofMillis(1).toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("workers must not be interrupted", e);
        }
    }

    private static final class Batch {
        private final int number;
        private final int[] values;

        Batch(int number, int items) {
            this.number = number;
            this.values = new int[items];
        }
    }

    /** Batches whose items are the squares of their positions. */
    private static class Squares implements LookAhead.Source<Batch> {
        private final int items;

        Squares(int items) {
            this.items = items;
        }

        @Override
        public Batch open(int number) {
            return new Batch(number, items);
        }

        @Override
        public int items(Batch batch) {
            return items;
        }

        @Override
        public void load(Batch batch, int item) {
            batch.values[item] = square(batch.number, item);
        }

        int square(int number, int item) {
            int place = number * items + item;
            return place * place;
        }
    }
}
