package org.tl4j.dl4j.training;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.training.TrainingImages;
import org.tl4j.dl4j.network.Arrays4j;

/** Decodes the next batch while the network computes on this one. Not thread-safe. */
final class BatchLoader {
    private final TrainingImages images;
    private final int classes;
    private final int batchSize;

    BatchLoader(TrainingImages images, int classes, int batchSize) {
        this.images = images;
        this.classes = classes;
        this.batchSize = batchSize;
    }

    /**
     * Images and one-hot labels as arrays.
     *
     * @param features [n, channels, height, width]
     * @param labels [n, classes]
     */
    record Batch(INDArray features, INDArray labels) implements AutoCloseable {
        int images() {
            return (int) features.size(0);
        }

        @Override
        public void close() {
            features.close();
            labels.close();
        }
    }

    /** How many batches there are in an epoch; the last one may be smaller. */
    int batches() {
        return (images.count() + batchSize - 1) / batchSize;
    }

    /** Starts to load the batch {@code number} of an epoch with the order {@code order}. */
    CompletableFuture<Batch> load(int[] order, int number, long seed) {
        int from = number * batchSize;
        int count = Math.min(batchSize, order.length - from);
        return CompletableFuture.supplyAsync(() -> {
            ImageBatch batch = ImageBatch.allocate(count, images.preprocessing());
            IntStream.range(0, count)
                    .parallel()
                    .forEach(i -> images.load(order[from + i], seed + order[from + i], batch.image(i)));
            INDArray labels = Nd4j.zeros(count, classes);
            for (int i = 0; i < count; i++) {
                labels.putScalar(i, images.label(order[from + i]), 1);
            }
            return new Batch(Arrays4j.from(batch), labels);
        });
    }

    /** A random order of all images. */
    int[] shuffled(Random random) {
        int[] order = IntStream.range(0, images.count()).toArray();
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
