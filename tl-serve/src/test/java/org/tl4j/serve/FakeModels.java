package org.tl4j.serve;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.prediction.EmbeddingResult;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.prediction.StagedEmbedder;
import org.tl4j.core.prediction.StagedPredictor;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.predict.Predictors;

/**
 * Models whose files are texts. An image is a text: a number from 0 to 1, which is the probability of the label {@code red}; one of
 * {@link DataKind}, which fails so; or a JPEG, which is 0.5. A tensor above 1 gives no finite probability.
 */
final class FakeModels implements Predictors, BundleStore {
    static final Preprocessing PREPROCESSING = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(1)),
            ImageSize.square(1),
            ChannelOrder.RGB,
            1,
            List.of(0.0, 0.0, 0.0),
            List.of(1.0, 1.0, 1.0));

    /** A file with this text is no model. */
    static final String BROKEN = "broken";

    /** One per batch that may be computed; there are many, until a test takes them away. */
    final Semaphore batches = new Semaphore(1_000_000);

    /** Models that are open. */
    final AtomicInteger open = new AtomicInteger();

    /** Sizes of the batches that were computed; guarded by itself. */
    final List<Integer> sizes = new ArrayList<>();

    /** Images that were decoded. */
    final AtomicInteger decoded = new AtomicInteger();

    /** Does what a test wants to happen while a predictor or an embedder is being opened. */
    volatile Consumer<Path> opening = bundle -> {};

    /** What fails each batch, until it is null again. */
    volatile RuntimeException failure;

    ModelSources sources() {
        return new ModelSources(this, this, List.of());
    }

    @Override
    public StagedPredictor staged(Path bundle, PredictorSettings settings) {
        requireSound(bundle);
        opening.accept(bundle);
        open.incrementAndGet();
        return new FakePredictor(text(bundle));
    }

    @Override
    public StagedEmbedder stagedEmbedder(Path bundle, PredictorSettings settings) {
        requireSound(bundle);
        opening.accept(bundle);
        open.incrementAndGet();
        return new FakeEmbedder();
    }

    @Override
    public ImageExplainer explainer(Path bundle, PredictorSettings settings) {
        if (text(bundle).equals("unexplained")) {
            return new FakeExplainer(new Explanation.Unavailable("its output is no softmax"));
        }
        return new FakeExplainer(
                new Explanation.Explained(List.of(new HeatMap("red", 1, 2, new double[] {0.25, -0.5}))));
    }

    @Override
    public Bundle read(Path file) {
        requireSound(file);
        return new Bundle(
                manifest(text(file)),
                new NetworkContents("fake", List.of(NetworkEntry.text("network.txt", "redness"))));
    }

    private static void requireSound(Path file) {
        if (text(file).equals(BROKEN)) {
            throw new BundleException(file.toString(), "must be a bundle", "another file", "");
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BundleException(new Problem(file.toString(), "must be readable", e.toString(), ""), e);
        }
    }

    private static BundleManifest manifest(String backbone) {
        return new BundleManifest(
                "feature-extraction",
                new LabelSet(List.of("other", "red")),
                PREPROCESSING,
                backbone,
                Digest.of("weights"),
                List.of("top"),
                Pooling.AVERAGE,
                List.of(),
                new ParameterCounts(2, 2),
                Map.of("validation-accuracy", 0.75),
                false,
                List.of(),
                new Provenance("TL4J", Map.of(), Digest.of("data"), 1, Map.of(), Instant.EPOCH));
    }

    private ImageBatch prepared(byte[] encoded) {
        decoded.incrementAndGet();
        ImageBatch image = ImageBatch.allocate(1, PREPROCESSING);
        if ((encoded[0] & 0xff) == 0xff) {
            image.values().put(0, 0.5f);
            return image;
        }
        String text = new String(encoded, StandardCharsets.UTF_8);
        if (text.matches("[01](\\.[0-9]+)?")) {
            image.values().put(0, Float.parseFloat(text));
            return image;
        }
        throw new DataException(kind(text), new Problem("image", "must be a number", "another text", ""), null);
    }

    private static DataKind kind(String text) {
        try {
            return DataKind.valueOf(text);
        } catch (IllegalArgumentException e) {
            return DataKind.CORRUPT;
        }
    }

    private List<Float> computed(ImageBatch images) {
        batches.acquireUninterruptibly();
        if (failure != null) {
            throw failure;
        }
        synchronized (sizes) {
            sizes.add(images.images());
        }
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < images.images(); i++) {
            values.add(images.image(i).get(0));
        }
        return values;
    }

    private final class FakePredictor implements StagedPredictor {
        private final BundleManifest manifest;

        FakePredictor(String text) {
            this.manifest = FakeModels.manifest(text);
        }

        @Override
        public BundleManifest manifest() {
            return manifest;
        }

        @Override
        public ImageBatch prepare(byte[] encoded) {
            return prepared(encoded);
        }

        @Override
        public List<Prediction> compute(ImageBatch images) {
            return computed(images).stream().map(FakePredictor::prediction).toList();
        }

        private static Prediction prediction(float red) {
            ScoredLabel first = new ScoredLabel("red", red > 1 ? Double.NaN : red);
            ScoredLabel second = new ScoredLabel("other", 1 - red);
            return new Prediction(red >= 0.5 ? List.of(first, second) : List.of(second, first));
        }

        @Override
        public Prediction predict(byte[] encoded) {
            return compute(prepare(encoded)).get(0);
        }

        @Override
        public Prediction predict(Path image) {
            throw unused();
        }

        @Override
        public Prediction predict(BufferedImage image) {
            throw unused();
        }

        @Override
        public List<Prediction> predictAll(List<byte[]> encoded) {
            throw unused();
        }

        @Override
        public List<PredictionResult> predictEach(List<byte[]> encoded) {
            throw unused();
        }

        @Override
        public List<PredictionResult> predictEachFile(List<Path> images) {
            throw unused();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private final class FakeEmbedder implements StagedEmbedder {
        @Override
        public ImageBatch prepare(byte[] encoded) {
            return prepared(encoded);
        }

        @Override
        public List<float[]> compute(ImageBatch images) {
            return computed(images).stream()
                    .map(value -> new float[] {value, 2})
                    .toList();
        }

        @Override
        public Boundary boundary() {
            return new Boundary(List.of("top"), Pooling.AVERAGE, 2);
        }

        @Override
        public float[] embed(Path image) {
            throw unused();
        }

        @Override
        public float[] embed(byte[] encoded) {
            throw unused();
        }

        @Override
        public float[] embed(BufferedImage image) {
            throw unused();
        }

        @Override
        public List<float[]> embedAll(List<byte[]> encoded) {
            throw unused();
        }

        @Override
        public List<float[]> embedImages(List<BufferedImage> images) {
            throw unused();
        }

        @Override
        public List<EmbeddingResult> embedEach(List<byte[]> encoded) {
            throw unused();
        }

        @Override
        public List<EmbeddingResult> embedEachFile(List<Path> images) {
            throw unused();
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private record FakeExplainer(Explanation explanation) implements ImageExplainer {
        @Override
        public Explanation explain(ImageLocation image, List<String> labels) {
            throw unused();
        }

        @Override
        public Explanation explain(byte[] encoded, List<String> labels) {
            if (!List.of("other", "red").containsAll(labels)) {
                throw new UsageException("label", "must be one of the model", labels.toString(), "");
            }
            return explanation;
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private static UnsupportedOperationException unused() {
        return new UnsupportedOperationException("servers do not call it");
    }

    @Override
    public Predictor open(Path bundle, PredictorSettings settings) {
        throw unused();
    }

    @Override
    public Predictor open(ByteBuffer bundle, String name, PredictorSettings settings) {
        throw unused();
    }

    @Override
    public ImageEmbedder embedder(Path bundle, PredictorSettings settings) {
        throw unused();
    }

    @Override
    public ImageEmbedder embedder(ByteBuffer bundle, String name, PredictorSettings settings) {
        throw unused();
    }

    @Override
    public void write(Path file, Bundle bundle) {
        throw unused();
    }

    @Override
    public Bundle read(ByteBuffer bytes, String name) {
        throw unused();
    }
}
