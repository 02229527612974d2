package org.tl4j.strategies.training;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.network.ExampleBatch;

/**
 * The batches of a run. The next one is read, decoded and augmented on all cores while the caller works on this one; two
 * buffers serve a whole run. Not thread-safe.
 */
final class BatchSupply {
    private final Examples examples;
    private final int batches;
    private final Targets targets;
    private final double mixup;
    private final Seeds seeds;
    private final ExampleBatch[] buffers;

    /**
     * Batches of at most {@code batchSize}, which differ by one example at most: a last batch of one image would move a
     * network as far as a full one.
     */
    BatchSupply(Examples examples, int classes, int batchSize, Targets targets, double mixup, Seeds seeds) {
        this.examples = examples;
        this.batches = (examples.count() + batchSize - 1) / batchSize;
        this.targets = targets;
        this.mixup = mixup;
        this.seeds = seeds;
        int largest = (examples.count() + batches - 1) / batches;
        this.buffers = new ExampleBatch[] {
            ExampleBatch.allocate(largest, examples.width(), classes),
            ExampleBatch.allocate(largest, examples.width(), classes)
        };
    }

    /** Works on a batch. */
    @FunctionalInterface
    interface Work {
        /**
         * Takes one batch.
         *
         * @param number in the epoch, from 0
         * @return whether the next one is wanted
         */
        boolean take(int number, ExampleBatch batch);
    }

    /** How many batches an epoch has. */
    int batches() {
        return batches;
    }

    /** Gives the batches of an epoch, from number {@code first} on, as long as {@code work} wants them. */
    void epoch(int epoch, int first, Work work) {
        if (first >= batches()) {
            return; // it was interrupted behind its last batch
        }
        int[] order = seeds.order(epoch, examples.count());
        CompletableFuture<ExampleBatch> next = load(order, epoch, first);
        try {
            for (int number = first; number < batches(); number++) {
                ExampleBatch batch = Tl4jException.join(next);
                if (number + 1 < batches()) {
                    next = load(order, epoch, number + 1);
                }
                if (!work.take(number, batch)) {
                    return;
                }
            }
        } finally {
            // nothing goes on behind the back of a caller who may close the reader now
            next.handle((batch, failure) -> batch).join();
        }
    }

    /** The larger batches come first, so that the size changes once an epoch. */
    private int start(int number) {
        return number * (examples.count() / batches) + Math.min(number, examples.count() % batches);
    }

    private CompletableFuture<ExampleBatch> load(int[] order, int epoch, int number) {
        int from = start(number);
        ExampleBatch batch = buffers[number % 2].first(start(number + 1) - from);
        return CompletableFuture.supplyAsync(() -> {
            IntStream.range(0, batch.examples()).parallel().forEach(i -> {
                int index = order[from + i];
                examples.load(index, seeds.of(epoch, index), batch.input(i));
                targets.write(examples.label(index), batch.target(i));
            });
            if (mixup > 0) {
                Mixup.mix(batch, mixup, new SplittableRandom(seeds.of(epoch, -2L - number)));
            }
            return batch;
        });
    }
}
