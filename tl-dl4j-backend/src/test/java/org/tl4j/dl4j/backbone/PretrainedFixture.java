package org.tl4j.dl4j.backbone;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.graph.NamedParameters;

/** A backbone with random weights and batch-norm statistics that have moved, like those of a trained network. */
final class PretrainedFixture {
    static final String NAME = "resnet20-cifar10";

    private PretrainedFixture() {}

    static Dl4jBackbone backbone() {
        return (Dl4jBackbone) catalog().open(BackboneRequest.of(NAME));
    }

    static Dl4jBackbone backboneUpTo(String... boundaries) {
        return (Dl4jBackbone) catalog().open(BackboneRequest.of(NAME).upTo(boundaries));
    }

    static Dl4jBackbone backboneUpTo(Pooling pooling, String... boundaries) {
        return (Dl4jBackbone)
                catalog().open(BackboneRequest.of(NAME).upTo(boundaries).pooledBy(pooling));
    }

    /** A catalogue of one entry, and no weights for it. */
    static FixtureBackbones catalogOf(BackboneEntry entry) {
        return new FixtureBackbones(new OneFile(Map.of(), Map.of()), at(Path.of("anywhere")), entry);
    }

    static FixtureBackbones catalog() {
        return catalogOf(weights());
    }

    static FixtureBackbones catalogOf(Map<String, Tensor> tensors) {
        return new FixtureBackbones(new OneFile(tensors, Map.of()), at(Path.of("anywhere")));
    }

    /** A locator that finds this file for every request. */
    static LocatedWeights at(Path file) {
        return LocatedWeights.of(file, Digest.of("the one file"));
    }

    static ImageBatch images(int count, long seed) {
        ImageBatch images = ImageBatch.allocate(count, preprocessing());
        Random random = new Random(seed);
        for (int i = 0; i < images.values().limit(); i++) {
            images.values().put(i, (float) random.nextGaussian());
        }
        return images;
    }

    static Preprocessing preprocessing() {
        return PublishedEntries.all().stream()
                .filter(entry -> entry.name().equals(NAME))
                .findFirst()
                .orElseThrow()
                .preprocessing();
    }

    static Map<String, Tensor> weights() {
        return new LinkedHashMap<>(Weights.ONCE);
    }

    /** Created once, for all tests of a process. */
    private static final class Weights {
        static final Map<String, Tensor> ONCE = make();
    }

    private static Map<String, Tensor> make() {
        Started.runtime();
        Architecture architecture = Architectures.named("resnet20");
        ComputationGraph graph = new ComputationGraph(
                architecture.configuration(preprocessing(), 10, new Architecture.Initialisation(7, new Sgd(0.01))));
        graph.init();
        try (INDArray input = Nd4j.rand(DataType.FLOAT, 16, 3, 32, 32);
                INDArray labels = Nd4j.zeros(16, 10)) {
            for (int i = 0; i < 16; i++) {
                labels.putScalar(i, i % 10, 1);
            }
            for (int step = 0; step < 3; step++) {
                graph.fit(new INDArray[] {input}, new INDArray[] {labels});
            }
            return NamedParameters.of(graph).copy().stream()
                    .collect(Collectors.toMap(Tensor::name, Function.identity(), (a, b) -> b, LinkedHashMap::new));
        } finally {
            graph.close();
        }
    }

    /** A format with one file. */
    record OneFile(Map<String, Tensor> tensors, Map<String, String> metadata) implements TensorFormat, TensorSet {
        @Override
        public TensorSet read(Path file) {
            return this;
        }

        @Override
        public TensorSet read(ByteBuffer bytes, String name) {
            return this;
        }

        @Override
        public byte[] write(List<Tensor> written, Map<String, String> metadata) {
            throw new UnsupportedOperationException("nothing is written in these tests");
        }

        @Override
        public Set<String> names() {
            return tensors.keySet();
        }

        @Override
        public Tensor tensor(String name) {
            return tensors.get(name);
        }

        @Override
        public Digest digest() {
            return Digest.of("the one file");
        }
    }
}
