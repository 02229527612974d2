package org.tl4j.learner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.backbone.HeadedNetwork;
import org.tl4j.core.backbone.NetworkStructure;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineInfo;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.WeightsContent;

/**
 * A whole engine that is not Deeplearning4j: the features of an image are the means of its colours, times a number that is
 * all that the file of weights holds. It cannot train.
 */
final class TinyEngine implements Engine {
    static final String NAME = "tiny";
    private static final int COLOURS = 3;
    private static final String BOUNDARY = "mean";

    /** Whose weights were opened. */
    final List<String> opened = new ArrayList<>();

    /** What imports; there is none unless a test sets one. */
    Optional<BackboneImporter> importer = Optional.empty();

    @Override
    public Optional<BackboneImporter> importer() {
        return importer;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public EngineInfo info() {
        return new EngineInfo(NAME, "tiny 1", Map.of(NAME, "1"), Map.of());
    }

    @Override
    public boolean supports(BackboneEntry entry) {
        return entry.architecture().equals("colours");
    }

    @Override
    public void check(BackboneEntry entry, BackboneRequest request) {
        if (!request.boundaries().isEmpty() && !request.boundaries().equals(List.of(BOUNDARY))) {
            throw new UsageException("boundary", "must be " + BOUNDARY, String.join(", ", request.boundaries()), "");
        }
    }

    @Override
    public Optional<NetworkStructure> structure(BackboneEntry entry, List<WeightsContent> weights) {
        return Optional.empty();
    }

    @Override
    public Backbone open(BackboneEntry entry, LocatedWeights weights, BackboneRequest request) {
        opened.add(entry.name());
        try {
            float scale = Float.parseFloat(Files.readString(weights.file()));
            return new Colours(entry.name(), weights.digest(), entry.preprocessing(), scale);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public TrainedNetwork load(NetworkContents contents, Preprocessing input) {
        List<Tensor> tensors = contents.tensors(NetworkContents.WEIGHTS);
        float scale = tensors.get(0).values().get(0);
        float[] biases = floats(tensors.get(1));
        float[] weights = floats(tensors.get(2));
        return HeadedNetwork.owning(
                new Colours(NAME, Digest.of("of a bundle"), input, scale),
                new LinearHead(COLOURS, biases.length, weights, biases));
    }

    @Override
    public Optional<FeatureNetwork> features(
            NetworkContents contents, Preprocessing input, List<String> boundaries, Pooling pooling) {
        float scale = contents.tensors(NetworkContents.WEIGHTS).get(0).values().get(0);
        return Optional.of(new Colours(NAME, Digest.of("of a bundle"), input, scale));
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[tensor.values().limit()];
        tensor.values().get(0, values);
        return values;
    }

    /** The weights of a network of this engine. */
    static Path write(Path file, float scale) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, Float.toString(scale));
    }

    private record Colours(String name, Digest weights, Preprocessing input, float scale) implements Backbone {
        @Override
        public BackboneSpec spec() {
            return new BackboneSpec(
                    name,
                    weights,
                    input,
                    Boundary.at(BOUNDARY, Pooling.AVERAGE, COLOURS),
                    List.of(new LayerGroup("all", List.of("scale"))),
                    1,
                    0.01,
                    "tiny 1");
        }

        @Override
        public FeatureBatch features(ImageBatch images) {
            FeatureBatch features = FeatureBatch.allocate(images.images(), COLOURS);
            int plane = images.height() * images.width();
            for (int i = 0; i < images.images() * COLOURS; i++) {
                float sum = 0;
                for (int at = 0; at < plane; at++) {
                    sum += images.values().get(i * plane + at);
                }
                features.values().put(i, scale * sum / plane);
            }
            return features;
        }

        @Override
        public NetworkContents contents(LinearHead head) {
            return new NetworkContents(
                    NAME,
                    List.of(
                            NetworkEntry.text("colours.txt", "mean colours, scaled, and a head"),
                            new NetworkEntry.Tensors(
                                    NetworkContents.WEIGHTS,
                                    List.of(
                                            tensor("scale", List.of(1), scale),
                                            tensor("head.bias", List.of(head.classes()), head.biases()),
                                            tensor("head.weight", List.of(COLOURS, head.classes()), head.weights())))));
        }

        private static Tensor tensor(String name, List<Integer> shape, float... values) {
            return new Tensor(name, shape, FloatBuffer.wrap(values));
        }

        @Override
        public void close() {
            // nothing native
        }
    }
}
