package org.tl4j.dl4j.training;

import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.NetworkTrainer;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingImages;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.network.Dl4jNetwork;
import org.tl4j.dl4j.network.OwnedGraph;

/** Trains a DL4J graph of fresh weights. Each call has a graph of its own. */
public final class Dl4jNetworkTrainer implements NetworkTrainer {
    private static final double NANOS = 1e9;

    @Override
    public TrainedNetwork train(
            String architecture,
            int classes,
            TrainingImages images,
            GradientSettings settings,
            long seed,
            TrainingListener listener) {
        var recipe = new Architecture.Recipe(
                seed, new Nesterovs(settings.learningRate(), settings.momentum()), settings.weightDecay());
        ComputationGraph graph = new ComputationGraph(
                Architectures.named(architecture).configuration(images.preprocessing(), classes, recipe));
        graph.init();
        try {
            BatchLoader loader = new BatchLoader(images, classes, settings.batchSize());
            Random random = new Random(seed);
            for (int epoch = 1; epoch <= settings.epochs(); epoch++) {
                listener.on(epoch(graph, loader, settings, random, epoch));
            }
            return new Dl4jNetwork(graph);
        } catch (RuntimeException e) {
            OwnedGraph.free(graph);
            throw e;
        }
    }

    private static EpochEnded epoch(
            ComputationGraph graph, BatchLoader loader, GradientSettings settings, Random random, int epoch) {
        long started = System.nanoTime();
        int[] order = loader.shuffled(random);
        long augmentationSeed = random.nextLong();
        double lossSum = 0;
        double rate = 0;
        CompletableFuture<BatchLoader.Batch> next = loader.load(order, 0, augmentationSeed);
        try {
            for (int number = 0; number < loader.batches(); number++) {
                try (BatchLoader.Batch batch = Tl4jException.join(next)) {
                    next = number + 1 < loader.batches()
                            ? loader.load(order, number + 1, augmentationSeed)
                            : CompletableFuture.completedFuture(null);
                    double done = (epoch - 1 + (double) number / loader.batches()) / settings.epochs();
                    rate = settings.rateAt(done);
                    graph.setLearningRate(rate);
                    lossSum += step(graph, batch, epoch, number, rate) * batch.images();
                }
            }
        } finally {
            next.handle((batch, failure) -> closed(batch)).join();
        }
        double seconds = (System.nanoTime() - started) / NANOS;
        return new EpochEnded(epoch, settings.epochs(), lossSum / order.length, rate, order.length / seconds);
    }

    private static BatchLoader.Batch closed(BatchLoader.Batch batch) {
        if (batch != null) {
            batch.close();
        }
        return batch;
    }

    private static double step(ComputationGraph graph, BatchLoader.Batch batch, int epoch, int number, double rate) {
        graph.fit(new INDArray[] {batch.features()}, new INDArray[] {batch.labels()});
        double loss = graph.score();
        if (!Double.isFinite(loss)) {
            throw new TrainingException(
                    "loss of epoch " + epoch + ", step " + (number + 1),
                    "must be a finite number",
                    loss + " at learning rate " + rate,
                    "train with a smaller learning-rate");
        }
        return loss;
    }
}
