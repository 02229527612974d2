package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.StagedPredictor;
import org.tl4j.core.preprocessing.ImageBatch;

/** A predictor from a bundle: its rows are those of a {@link CalibratedReading}. */
final class BundlePredictor implements StagedPredictor {
    private final BundleManifest manifest;
    private final CalibratedReading reading;
    private final ImageNetwork network;

    /** Closes {@code network} at its end. */
    BundlePredictor(BundleManifest manifest, CalibratedReading reading, ImageNetwork network) {
        this.manifest = manifest;
        this.reading = reading;
        this.network = network;
    }

    @Override
    public BundleManifest manifest() {
        return manifest;
    }

    @Override
    public Prediction predict(Path image) {
        return ranked(network.row(NamedImage.of(network.reader(), image)));
    }

    @Override
    public Prediction predict(byte[] encoded) {
        return ranked(network.row(NamedImage.of(encoded)));
    }

    @Override
    public Prediction predict(BufferedImage image) {
        return ranked(network.row(NamedImage.of(image)));
    }

    @Override
    public List<Prediction> predictAll(List<byte[]> encoded) {
        List<Prediction> predictions = new ArrayList<>();
        // in the order of the images, so that the first that fails ends the work
        network.each(NamedImage.listed(encoded), row -> predictions.add(ranked(row.orThrow())));
        return predictions;
    }

    @Override
    public List<PredictionResult> predictEach(List<byte[]> encoded) {
        return each(NamedImage.listed(encoded));
    }

    @Override
    public List<PredictionResult> predictEachFile(List<Path> images) {
        return each(NamedImage.files(network.reader(), images));
    }

    @Override
    public void predictEachFile(List<Path> images, Consumer<PredictionResult> results) {
        required(results, "results");
        each(NamedImage.files(network.reader(), images), results);
    }

    @Override
    public ImageBatch prepare(byte[] encoded) {
        return network.prepared(NamedImage.of(encoded));
    }

    @Override
    public List<Prediction> compute(ImageBatch images) {
        return Arrays.stream(network.computed(images)).map(this::ranked).toList();
    }

    private List<PredictionResult> each(List<NamedImage> images) {
        List<PredictionResult> results = new ArrayList<>();
        each(images, results::add);
        return results;
    }

    private void each(List<NamedImage> images, Consumer<PredictionResult> results) {
        network.each(
                images,
                row -> results.accept(row.failure()
                        .<PredictionResult>map(PredictionResult.Failed::new)
                        .orElseGet(() -> new PredictionResult.Predicted(ranked(row.orThrow())))));
    }

    private Prediction ranked(float[] row) {
        return reading.prediction(row);
    }

    @Override
    public void close() {
        network.close();
    }
}
