package org.tl4j.strategies.extraction;

import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;

/** Fakes in memory: an "image" is the text of a number, its one feature is that number. */
public final class Fakes {
    /** The input of the fake network. */
    public static final Preprocessing ONE_PIXEL = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(1)),
            ImageSize.square(1),
            ChannelOrder.GREY,
            1,
            List.of(0.0),
            List.of(1.0));

    /** Threads for all tests; they end when they are idle. */
    public static final Workers WORKERS = Workers.of("tests", 2);

    private Fakes() {}

    /** An image of the text {@code content}, at a path of the same name. */
    public static Sample sample(String content, String label) {
        return new Sample(ImageLocation.file(Path.of(content)), label, Digest.of(content), Optional.empty());
    }

    /** A decoder of these images. */
    public static BatchDecoder decoder() {
        return decoder(new PixelPreprocessor());
    }

    /** A decoder of those images that makes input as {@code preprocessor} does. */
    public static BatchDecoder decoder(ImagePreprocessor preprocessor) {
        return new BatchDecoder(new Reader(), preprocessor, new ImagePipeline(WORKERS));
    }

    /** Gives an image's path as its content. */
    private static final class Reader implements ImageReader {
        @Override
        public byte[] read(ImageLocation location) {
            return location.container().toString().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    /** Reads numbers. */
    public static class PixelPreprocessor implements ImagePreprocessor {
        @Override
        public String version() {
            return "fake 1";
        }

        @Override
        public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
            String text = new String(encoded, StandardCharsets.UTF_8);
            try {
                target.put(0, Float.parseFloat(text));
            } catch (NumberFormatException e) {
                throw new DataException("image data", "must be a number", text, "");
            }
        }

        @Override
        public void prepare(BufferedImage image, Preprocessing preprocessing, FloatBuffer target) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public void prepare(
                byte[] encoded,
                Preprocessing preprocessing,
                Augmentation augmentation,
                RandomGenerator random,
                FloatBuffer target) {
            prepare(encoded, preprocessing, target);
            target.put(0, target.get(0) + random.nextInt(1, 2 + augmentation.maximumShift()));
        }
    }

    /** Its feature is its pixel; counts what it computed. */
    public static class CountingBackbone implements TrainableBackbone {
        /** How many images were computed. */
        public int images;

        @Override
        public BackboneSpec spec() {
            return new BackboneSpec(
                    "fake",
                    Digest.of("weights"),
                    ONE_PIXEL,
                    Boundary.at("top", Pooling.AVERAGE, 1),
                    List.of(),
                    0,
                    0.01,
                    "fake 1");
        }

        @Override
        public FeatureBatch features(ImageBatch batch) {
            images += batch.images();
            FeatureBatch features = FeatureBatch.allocate(batch.images(), 1);
            features.values().put(0, batch.values(), 0, batch.images());
            return features;
        }

        @Override
        public TrainedNetwork withHead(LinearHead head) {
            return new HeadOnly(head);
        }

        @Override
        public void requireTunableFrom(String group) {
            // accepts any name
        }

        @Override
        public Backbone frozenPrefix(String group) {
            return this;
        }

        @Override
        public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public void close() {
            // nothing native
        }
    }

    /** A network that stores its head. */
    public record HeadOnly(LinearHead head) implements TrainedNetwork {
        @Override
        public float[][] probabilities(ImageBatch batch) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public ParameterCounts parameters() {
            return new ParameterCounts(head.parameters(), head.parameters());
        }

        @Override
        public List<String> frozenLayers() {
            return List.of();
        }

        @Override
        public NetworkContents contents() {
            return new NetworkContents("fake", List.of(NetworkEntry.text("network.json", "{}")));
        }

        @Override
        public void close() {
            // nothing native
        }
    }

    /** One space, in memory. */
    public static final class MemoryStore implements FeatureStore, FeatureSpace {
        /** The sizes of the writes. */
        public final List<Integer> writes = new ArrayList<>();

        private final Map<Digest, Float> kept = new HashMap<>();

        @Override
        public FeatureSpace open(FeatureKey key) {
            return this;
        }

        @Override
        public boolean contains(Digest image) {
            return kept.containsKey(image);
        }

        @Override
        public boolean read(Digest image, FloatBuffer target) {
            if (contains(image)) {
                target.put(kept.get(image));
            }
            return contains(image);
        }

        @Override
        public void add(List<Digest> images, FeatureBatch features) {
            writes.add(images.size());
            IntStream.range(0, images.size())
                    .forEach(i -> kept.put(images.get(i), features.row(i).get(0)));
        }

        @Override
        public Path folder() {
            return Path.of("memory");
        }

        @Override
        public long bytes() {
            return kept.size() * (long) Float.BYTES;
        }

        @Override
        public long limit() {
            return Long.MAX_VALUE;
        }

        @Override
        public void clear() {
            kept.clear();
        }
    }
}
