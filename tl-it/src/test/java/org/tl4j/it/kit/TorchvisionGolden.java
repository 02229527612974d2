package org.tl4j.it.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/**
 * What torchvision computes with an architecture whose weights and input are given by formulas: such numbers know nothing
 * and tell every mistake in the structure.
 */
public final class TorchvisionGolden {
    private final String architecture;
    private final JsonNode document;
    private final Preprocessing preprocessing;

    private TorchvisionGolden(String architecture, JsonNode document) {
        this.architecture = architecture;
        this.document = document;
        JsonNode shape = document.at("/input/shape");
        this.preprocessing = new Preprocessing(
                new ResizeRule.ShorterSide(256),
                new ImageSize(shape.get(3).intValue(), shape.get(2).intValue()),
                ChannelOrder.RGB,
                1.0 / 255,
                List.of(0.0, 0.0, 0.0),
                List.of(1.0, 1.0, 1.0));
    }

    /** The document of an architecture; ends the test as skipped where it is absent. */
    public static TorchvisionGolden of(String architecture) throws IOException {
        Path file = Fixtures.path("conformance/torchvision/" + architecture + ".json");
        return new TorchvisionGolden(architecture, JsonMapper.builder().build().readTree(file.toFile()));
    }

    /** What goes into the last layer, image after image. */
    public float[] penultimate() {
        return Numbers.ofList(document.at("/penultimate/values"));
    }

    /** The scores before the softmax, image after image. */
    public float[] logits() {
        return Numbers.ofList(document.at("/logits/values"));
    }

    /** Our network with these weights up to some vertices, opened as a backbone of the catalogue is; the caller closes it. */
    public Backbone open(String... boundaries) {
        BackboneEntry entry = new BackboneEntry(
                architecture,
                BackboneEntry.DEEPLEARNING4J,
                architecture,
                "of a formula",
                "nothing",
                "CC0-1.0",
                "a formula",
                WeightsSource.named(architecture + ".safetensors"),
                preprocessing,
                boundaries[0],
                1e-3,
                Optional.empty(),
                OptionalInt.of(document.at("/logits/shape/1").intValue()));
        return new Dl4jBackend(Dl4jRuntime.start(RuntimeSettings.defaults()))
                .engine(new OneFile(FormulaWeights.of(document.get("parameters"))))
                .open(
                        entry,
                        LocatedWeights.of(Path.of(architecture), Digest.of("a formula")),
                        BackboneRequest.of(architecture).upTo(boundaries));
    }

    /** The input: a coarse grid of numbers, each repeated over a cell of pixels. */
    public ImageBatch images() {
        JsonNode input = document.get("input");
        float[] grid = Formula.of(input).numbers(Formula.size(input.get("grid")));
        int cellHeight = input.at("/cell/0").intValue();
        int cellWidth = input.at("/cell/1").intValue();
        ImageBatch images = ImageBatch.allocate(input.at("/shape/0").intValue(), preprocessing);
        int rows = images.height() / cellHeight;
        int columns = images.width() / cellWidth;
        for (int plane = 0; plane < images.images() * images.channels(); plane++) {
            for (int y = 0; y < images.height(); y++) {
                for (int x = 0; x < images.width(); x++) {
                    images.values()
                            .put(
                                    (plane * images.height() + y) * images.width() + x,
                                    grid[(plane * rows + y / cellHeight) * columns + x / cellWidth]);
                }
            }
        }
        return images;
    }

    /** A format that has one file. */
    private record OneFile(TensorSet weights) implements TensorFormat {
        @Override
        public TensorSet read(Path file) {
            return weights;
        }

        @Override
        public TensorSet read(ByteBuffer bytes, String name) {
            return weights;
        }

        @Override
        public byte[] write(List<Tensor> tensors, Map<String, String> metadata) {
            throw new UnsupportedOperationException("nothing is written in these tests");
        }
    }
}
