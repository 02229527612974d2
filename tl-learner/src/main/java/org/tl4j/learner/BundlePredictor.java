package org.tl4j.learner;

import static org.tl4j.core.error.Arguments.required;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePreprocessor;

/** A predictor from a bundle. Its network and its rooms are thread-safe; whether it is closed is all the state it has. */
final class BundlePredictor implements Predictor {
    private static final int BATCH = 32;

    private final BundleManifest manifest;
    private final TrainedNetwork network;
    private final ImageReader reader;
    private final ImagePreprocessor preprocessor;

    /** Held for writing by those who close, so that no network is closed under a batch. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /** Closes {@code network} at its end. */
    BundlePredictor(
            BundleManifest manifest, TrainedNetwork network, ImageReader reader, ImagePreprocessor preprocessor) {
        this.manifest = manifest;
        this.network = network;
        this.reader = reader;
        this.preprocessor = preprocessor;
    }

    @Override
    public BundleManifest manifest() {
        return manifest;
    }

    @Override
    public Prediction predict(Path image) {
        return batch(List.of(NamedImage.of(reader, required(image, "image"))))
                .get(0)
                .orThrow();
    }

    @Override
    public Prediction predict(byte[] encoded) {
        if (required(encoded, "encoded").length == 0) {
            throw new UsageException("encoded", "must be the bytes of an image file", "none", "");
        }
        return batch(List.of(new NamedImage("image", () -> encoded))).get(0).orThrow();
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
        for (List<NamedImage> part : batches(NamedImage.listed(encoded))) {
            // in the order of the images, so that the first that fails ends the work
            batch(part).forEach(result -> predictions.add(result.orThrow()));
        }
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

    private List<PredictionResult> each(List<NamedImage> images) {
        List<PredictionResult> results = new ArrayList<>();
        batches(images).forEach(part -> results.addAll(batch(part)));
        return results;
    }

    private Iterable<List<NamedImage>> batches(List<NamedImage> images) {
        requireOpen();
        return () -> IntStream.range(0, (images.size() + BATCH - 1) / BATCH)
                .mapToObj(part -> {
                    requireNoInterruption(part * BATCH, images.size());
                    return images.subList(part * BATCH, Math.min(images.size(), (part + 1) * BATCH));
                })
                .iterator();
    }

    /** Decodes those that can be decoded, one behind the other, and lets the network see them together. */
    private List<PredictionResult> batch(List<NamedImage> images) {
        requireOpen();
        ImageBatch batch = ImageBatch.allocate(images.size(), manifest.preprocessing());
        PredictionResult[] results = new PredictionResult[images.size()];
        int[] rows = new int[images.size()];
        int decoded = 0;
        for (int i = 0; i < images.size(); i++) {
            try {
                preprocessor.prepare(images.get(i).read(), manifest.preprocessing(), batch.image(decoded));
                rows[decoded++] = i;
            } catch (DataException e) {
                results[i] = new PredictionResult.Failed(images.get(i).named(e));
            }
        }
        float[][] probabilities = decoded == 0 ? new float[0][] : probabilities(batch.first(decoded));
        for (int row = 0; row < decoded; row++) {
            results[rows[row]] = new PredictionResult.Predicted(ranked(probabilities[row]));
        }
        return List.of(results);
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

    private static void requireNoInterruption(int done, int images) {
        if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedWorkException(
                    "prediction", "must not be interrupted", "an interruption after " + done + " of " + images, "");
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
    }
}
