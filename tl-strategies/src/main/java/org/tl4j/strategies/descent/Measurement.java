package org.tl4j.strategies.descent;

import java.util.stream.IntStream;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.network.TrainableNetwork;

/** Measures a network under training on examples that it does not learn from. Not thread-safe. */
final class Measurement {
    private static final int BATCH = 32;

    private final Examples examples;
    private final ExampleBatch buffer;

    Measurement(Examples examples, int classes) {
        this.examples = examples;
        this.buffer = ExampleBatch.allocate(BATCH, examples.width(), classes);
    }

    /** What it says of each example. */
    Outcome of(TrainableNetwork network) {
        Outcome outcome = Outcome.ofSize(examples.count());
        for (int from = 0; from < examples.count(); from += BATCH) {
            int first = from;
            ExampleBatch batch = buffer.first(Math.min(BATCH, examples.count() - from));
            IntStream.range(0, batch.examples()).parallel().forEach(i -> examples.load(first + i, 0, batch.input(i)));
            float[][] probabilities = network.probabilities(batch);
            for (int i = 0; i < probabilities.length; i++) {
                outcome.put(first + i, probabilities[i], examples.label(first + i));
            }
        }
        return outcome;
    }
}
