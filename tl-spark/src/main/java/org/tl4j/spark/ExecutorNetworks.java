package org.tl4j.spark;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.util.TaskCompletionListener;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.data.ImageData;
import org.tl4j.onnx.OnnxEngineProvider;
import org.tl4j.onnx.OnnxSettings;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.storage.Storage;

/**
 * The networks of this process, and the threads that decode for them. The only static state of the module: Spark creates the objects
 * of a task by deserialisation, so tasks of one executor have nothing else in common (docs/adr/0060-spark.md).
 */
final class ExecutorNetworks {
    private static final SharedNetworks SHARED = new SharedNetworks(Duration.ofMinutes(5));

    private static final DecodingThreads DECODING =
            new DecodingThreads(Runtime.getRuntime().availableProcessors());

    private ExecutorNetworks() {}

    /**
     * The predictor of a bundle for the task of this thread, which returns it at its end; without a task, the caller does.
     *
     * @param batchSize if none is open; who opened it chose that of an open one
     */
    static NetworkLease<Predictor> predictor(BundleReference bundle, int batchSize) {
        return leased(
                bundle,
                NetworkKey.Use.PREDICTION,
                Predictor.class,
                (predictors, settings) -> predictors.open(bundle.bytes(), bundle.location(), settings),
                batchSize);
    }

    /** The embedder of a bundle, as {@link #predictor}. */
    static NetworkLease<ImageEmbedder> embedder(BundleReference bundle, int batchSize) {
        return leased(
                bundle,
                NetworkKey.Use.FEATURES,
                ImageEmbedder.class,
                (predictors, settings) -> predictors.embedder(bundle.bytes(), bundle.location(), settings),
                batchSize);
    }

    private interface Opening<N> {
        N open(BundlePredictors predictors, PredictorSettings settings);
    }

    private static <N extends AutoCloseable> NetworkLease<N> leased(
            BundleReference bundle, NetworkKey.Use use, Class<N> type, Opening<N> opening, int batchSize) {
        Optional<TaskContext> task = Optional.ofNullable(TaskContext.get());
        int threads = task.map(TaskContext::cpus).orElse(1);
        task.ifPresent(context -> DECODING.begin(context.taskAttemptId(), threads));
        task.ifPresent(context -> context.addTaskCompletionListener(
                (TaskCompletionListener) ended -> DECODING.end(context.taskAttemptId())));
        NetworkLease<N> lease = SHARED.lease(
                new NetworkKey(bundle.digest(), use, threads),
                type,
                () -> opening.open(predictors(threads), settings(batchSize)));
        task.ifPresent(context -> context.addTaskCompletionListener((TaskCompletionListener) ended -> lease.close()));
        return lease;
    }

    /** ONNX Runtime with as many threads as a task has processors; another engine of the class path where a bundle needs it. */
    private static BundlePredictors predictors(int threads) {
        OnnxSettings settings = OnnxSettings.forServer().withThreads(threads);
        return new BundlePredictors(
                Engines.startingWith(List.of(new OnnxEngineProvider(settings)), Storage.tensorFormat()),
                Storage.bundleStore(),
                ImageData.imageReader(),
                // without a journal of crashes: executors are killed at any time, and no image is to blame for it
                ImageData.imagePreprocessor(ReadingSettings.DEFAULT));
    }

    private static PredictorSettings settings(int batchSize) {
        return PredictorSettings.DEFAULT.withBatchSize(batchSize).withWorkers(DECODING.workers());
    }
}
