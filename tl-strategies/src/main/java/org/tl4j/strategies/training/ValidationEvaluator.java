package org.tl4j.strategies.training;

import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.TrainableNetwork;

/** Measures a network under training on examples that it does not learn from. Not thread-safe. */
final class ValidationEvaluator {
    private static final int BATCH = 32;

    private final Examples examples;
    private final ExampleBatch buffer;

    ValidationEvaluator(Examples examples, int classes) {
        this.examples = examples;
        this.buffer = ExampleBatch.allocate(BATCH, examples.width(), classes);
    }

    /** What it says of each example. */
    ValidationPredictions of(TrainableNetwork network) {
        ValidationPredictions outcome = ValidationPredictions.ofSize(examples.count());
        for (int from = 0; from < examples.count(); from += BATCH) {
            int first = from;
            int size = Math.min(BATCH, examples.count() - from);
            // not by this thread: an interrupt, which is obeyed when the epoch is kept, would close the file it reads
            ExampleBatch batch = Tl4jException.join(CompletableFuture.supplyAsync(() -> load(first, size)));
            float[][] probabilities = network.probabilities(batch);
            for (int i = 0; i < probabilities.length; i++) {
                outcome.put(first + i, probabilities[i], examples.label(first + i));
            }
        }
        return outcome;
    }

    private ExampleBatch load(int first, int size) {
        ExampleBatch batch = buffer.first(size);
        IntStream.range(0, size).parallel().forEach(i -> examples.load(first + i, 0, batch.input(i)));
        return batch;
    }
}
