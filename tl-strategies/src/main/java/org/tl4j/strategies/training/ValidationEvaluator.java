package org.tl4j.strategies.training;

import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.TrainableNetwork;

/**
 * Measures a network under training on examples that it does not learn from. The next batch is loaded while the network works
 * on this one. An interrupt does not end it; the training loop handles it after the epoch is saved. Not thread-safe.
 */
final class ValidationEvaluator {
    private static final int BATCH = 32;

    private final Workers workers;
    private final Examples examples;
    private final ExampleBatch[] buffers;

    ValidationEvaluator(Workers workers, Examples examples) {
        this.workers = workers;
        this.examples = examples;
        int classes = Targets.width(examples.targets());
        int size = Math.min(BATCH, examples.count());
        int second = Math.min(BATCH, examples.count() - size);
        this.buffers = new ExampleBatch[] {
            ExampleBatch.allocate(size, examples.width(), classes),
            ExampleBatch.allocate(Math.max(1, second), examples.width(), classes)
        };
    }

    /** The predictions for each example. */
    ValidationPredictions of(TrainableNetwork network) {
        ValidationPredictions outcome = ValidationPredictions.of(examples.targets());
        int batches = (examples.count() + BATCH - 1) / BATCH;
        new LookAhead<>(workers, new Source()).each(0, batches, (number, numbered) -> {
            float[][] probabilities = network.probabilities(numbered.batch());
            for (int i = 0; i < probabilities.length; i++) {
                outcome.put(numbered.from() + i, probabilities[i]);
            }
            return true;
        });
        return outcome;
    }

    private record Numbered(int from, ExampleBatch batch) {}

    private final class Source implements LookAhead.Source<Numbered> {
        @Override
        public Numbered open(int number) {
            int from = number * BATCH;
            return new Numbered(from, buffers[number % 2].first(Math.min(BATCH, examples.count() - from)));
        }

        @Override
        public int items(Numbered numbered) {
            return numbered.batch().examples();
        }

        @Override
        public void load(Numbered numbered, int item) {
            examples.load(numbered.from() + item, 0, numbered.batch().input(item));
        }
    }
}
