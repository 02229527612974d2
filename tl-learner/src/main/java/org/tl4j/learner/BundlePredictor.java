package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.DecodedBatch;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.progress.Progress;

/**
 * A predictor from a bundle. Its network and what decodes are thread-safe; whether it is closed is all the state it has. One
 * image is decoded by the thread that asks, several by the workers.
 */
final class BundlePredictor implements Predictor {
    private static final int BATCH = 32;

    private final BundleManifest manifest;
    private final TrainedNetwork network;
    private final ImageReader reader;
    private final ImagePreprocessor preprocessor;
    private final Workers workers;

    /** Held for writing by those who close, so that no network is closed under a batch. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /** Closes {@code network} and {@code workers} at its end. */
    BundlePredictor(
            BundleManifest manifest,
            TrainedNetwork network,
            ImageReader reader,
            ImagePreprocessor preprocessor,
            Workers workers) {
        this.manifest = manifest;
        this.network = network;
        this.reader = reader;
        this.preprocessor = preprocessor;
        this.workers = workers;
    }

    @Override
    public BundleManifest manifest() {
        return manifest;
    }

    @Override
    public Prediction predict(Path image) {
        return one(NamedImage.of(reader, required(image, "image")));
    }

    @Override
    public Prediction predict(byte[] encoded) {
        if (required(encoded, "encoded").length == 0) {
            throw new UsageException("encoded", "must be the bytes of an image file", "none", "");
        }
        return one(new NamedImage("image", () -> encoded));
    }

    @Override
    public Prediction predict(BufferedImage image) {
        required(image, "image");
        requireOpen();
        ImageBatch batch = ImageBatch.allocate(1, manifest.preprocessing());
        preprocessor.prepare(image, manifest.preprocessing(), batch.image(0));
        return ranked(probabilities(batch)[0]);
    }

    @Override
    public List<Prediction> predictAll(List<byte[]> encoded) {
        List<Prediction> predictions = new ArrayList<>();
        // in the order of the images, so that the first that fails ends the work
        run(NamedImage.listed(encoded), result -> predictions.add(result.orThrow()));
        return predictions;
    }

    @Override
    public List<PredictionResult> predictEach(List<byte[]> encoded) {
        return each(NamedImage.listed(encoded));
    }

    @Override
    public List<PredictionResult> predictEachFile(List<Path> images) {
        return each(NamedImage.files(reader, images));
    }

    @Override
    public void predictEachFile(List<Path> images, Consumer<PredictionResult> results) {
        run(NamedImage.files(reader, images), required(results, "results"));
    }

    private List<PredictionResult> each(List<NamedImage> images) {
        List<PredictionResult> results = new ArrayList<>();
        run(images, results::add);
        return results;
    }

    private Prediction one(NamedImage image) {
        requireOpen();
        ImageBatch batch = ImageBatch.allocate(1, manifest.preprocessing());
        Optional<DataException> failure = decode(image, batch.image(0));
        if (failure.isPresent()) {
            throw failure.get();
        }
        return ranked(probabilities(batch)[0]);
    }

    private void run(List<NamedImage> images, Consumer<PredictionResult> results) {
        requireOpen();
        PipelineSettings settings = new PipelineSettings("prediction", manifest.preprocessing(), BATCH, Progress.NONE);
        new ImagePipeline(workers).<NamedImage, DataException>run(images, this::decode, settings, batch -> {
            requireOpen();
            results(batch).forEach(results);
        });
    }

    private Optional<DataException> decode(NamedImage image, FloatBuffer target) {
        try {
            preprocessor.prepare(image.read(), manifest.preprocessing(), target);
            return Optional.empty();
        } catch (DataException e) {
            return Optional.of(image.named(e));
        }
    }

    /** Lets the network see those that could be decoded together, without gaps. */
    private List<PredictionResult> results(DecodedBatch<NamedImage, DataException> batch) {
        List<PredictionResult> results = new ArrayList<>();
        boolean none = batch.failures().size() == batch.images().size();
        float[][] probabilities = none ? new float[0][] : probabilities(batch.usable());
        int next = 0;
        for (int row = 0; row < batch.images().size(); row++) {
            results.add(
                    batch.isUsable(row)
                            ? new PredictionResult.Predicted(ranked(probabilities[next++]))
                            : new PredictionResult.Failed(batch.failures().get(row)));
        }
        return results;
    }

    private float[][] probabilities(ImageBatch batch) {
        use.readLock().lock();
        try {
            requireOpen();
            return network.probabilities(batch);
        } finally {
            use.readLock().unlock();
        }
    }

    private Prediction ranked(float[] probabilities) {
        return new Prediction(IntStream.range(0, probabilities.length)
                .mapToObj(i -> new ScoredLabel(manifest.labels().name(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(ScoredLabel::probability).reversed())
                .toList());
    }

    private void requireOpen() {
        if (closed) {
            throw new UsageException("predictor", "must be open", "one that was closed", "open the bundle again");
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                network.close();
            }
        } finally {
            use.writeLock().unlock();
        }
        // not under the lock, which a batch of another thread may wait for
        workers.close();
    }
}
