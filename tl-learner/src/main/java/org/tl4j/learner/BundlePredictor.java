package org.tl4j.learner;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePreprocessor;

/** A predictor from a bundle. Its network and its rooms are thread-safe; it has no state of its own. */
final class BundlePredictor implements Predictor {
    private static final int BATCH = 32;

    private final BundleManifest manifest;
    private final TrainedNetwork network;
    private final ImageReader reader;
    private final ImagePreprocessor preprocessor;

    BundlePredictor(Rooms rooms, Bundle bundle) {
        this.manifest = bundle.manifest();
        this.network = BundleNetwork.open(rooms, bundle);
        this.reader = rooms.reader();
        this.preprocessor = rooms.preprocessor();
    }

    @Override
    public BundleManifest manifest() {
        return manifest;
    }

    @Override
    public Prediction predict(Path image) {
        return predict(reader.read(ImageLocation.file(image)));
    }

    @Override
    public Prediction predict(byte[] encoded) {
        return predictAll(List.of(encoded)).get(0);
    }

    @Override
    public Prediction predict(BufferedImage image) {
        ImageBatch batch = ImageBatch.allocate(1, manifest.preprocessing());
        preprocessor.prepare(image, manifest.preprocessing(), batch.image(0));
        return ranked(network.probabilities(batch)[0]);
    }

    @Override
    public List<Prediction> predictAll(List<byte[]> encoded) {
        List<Prediction> predictions = new ArrayList<>();
        for (int from = 0; from < encoded.size(); from += BATCH) {
            List<byte[]> part = encoded.subList(from, Math.min(encoded.size(), from + BATCH));
            ImageBatch batch = ImageBatch.allocate(part.size(), manifest.preprocessing());
            for (int i = 0; i < part.size(); i++) {
                preprocessor.prepare(part.get(i), manifest.preprocessing(), batch.image(i));
            }
            Arrays.stream(network.probabilities(batch)).map(this::ranked).forEach(predictions::add);
        }
        return predictions;
    }

    private Prediction ranked(float[] probabilities) {
        return new Prediction(IntStream.range(0, probabilities.length)
                .mapToObj(i -> new ScoredLabel(manifest.labels().name(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(ScoredLabel::probability).reversed())
                .toList());
    }

    @Override
    public void close() {
        network.close();
    }
}
