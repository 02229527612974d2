package org.tl4j.strategies.training;

import java.util.SplittableRandom;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.network.ExampleBatch;

/**
 * The batches of a run. The next one is read, decoded and augmented by the workers while the caller works on this one;
 * two buffers serve a whole run. An interrupt of the caller does not end it: the consumer of the batches decides. Not
 * thread-safe.
 */
final class BatchSupply {
    private final Workers workers;
    private final Examples examples;
    private final int batches;
    private final Targets targets;
    private final double mixup;
    private final Seeds seeds;
    private final ExampleBatch[] buffers;

    /**
     * Batches of at most {@code batchSize} examples, whose sizes differ by at most one: a last batch of one image would
     * move a network as far as a full one.
     */
    BatchSupply(Workers workers, Examples examples, int batchSize, Targets targets, double mixup, Seeds seeds) {
        this.workers = workers;
        this.examples = examples;
        this.batches = (examples.count() + batchSize - 1) / batchSize;
        this.targets = targets;
        this.mixup = mixup;
        this.seeds = seeds;
        int largest = (examples.count() + batches - 1) / batches;
        this.buffers = new ExampleBatch[] {
            ExampleBatch.allocate(largest, examples.width(), targets.width()),
            ExampleBatch.allocate(largest, examples.width(), targets.width())
        };
    }

    /** Consumes batches. */
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
        int[] order = seeds.order(epoch, examples.count());
        new LookAhead<>(workers, new Epoch(epoch, order))
                .each(first, batches, (number, numbered) -> work.take(number, numbered.batch()));
    }

    /** The larger batches come first, so that the size changes once per epoch. */
    private int start(int number) {
        return number * (examples.count() / batches) + Math.min(number, examples.count() % batches);
    }

    private record Numbered(int number, ExampleBatch batch) {}

    private final class Epoch implements LookAhead.Source<Numbered> {
        private final int epoch;
        private final int[] order;

        Epoch(int epoch, int[] order) {
            this.epoch = epoch;
            this.order = order;
        }

        @Override
        public Numbered open(int number) {
            return new Numbered(number, buffers[number % 2].first(start(number + 1) - start(number)));
        }

        @Override
        public int items(Numbered numbered) {
            return numbered.batch().examples();
        }

        @Override
        public void load(Numbered numbered, int item) {
            int index = order[start(numbered.number()) + item];
            examples.load(index, seeds.of(epoch, index), numbered.batch().input(item));
            targets.write(index, numbered.batch().target(item));
        }

        @Override
        public void complete(Numbered numbered) {
            if (mixup > 0) {
                Mixup.mix(numbered.batch(), mixup, new SplittableRandom(seeds.of(epoch, -2L - numbered.number())));
            }
        }
    }
}
