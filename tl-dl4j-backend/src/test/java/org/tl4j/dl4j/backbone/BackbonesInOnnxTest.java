package org.tl4j.dl4j.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxMetadata;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.dl4j.Started;
import org.tl4j.dl4j.graph.Dl4jNetworkLoader;
import org.tl4j.dl4j.graph.Dl4jOnnxWriter;
import org.tl4j.dl4j.onnx.Values;
import org.tl4j.dl4j.onnx.WrittenNetwork;

/** Backbones, and networks with a new head, compute in ONNX what they compute in Deeplearning4j. */
class BackbonesInOnnxTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @EnumSource(names = {"AVERAGE", "MAX", "BOTH", "FLATTEN"})
    void featuresAreThoseOfEachPooling(Pooling pooling) throws Exception {
        try (Dl4jBackbone backbone = PretrainedFixture.backboneUpTo(pooling, "layer3.0.relu2")) {
            assertSameFeatures(backbone);
        }
    }

    @Test
    void featuresOfSeveralLayersAreJoined() throws Exception {
        try (Dl4jBackbone backbone = PretrainedFixture.backboneUpTo(Pooling.BOTH, "layer2.2.relu2", "layer3.2.relu2")) {
            assertSameFeatures(backbone);
        }
    }

    @Test
    void featuresOfARowAreThatRow() throws Exception {
        try (Dl4jBackbone backbone = PretrainedFixture.backbone()) {
            assertSameFeatures(backbone);
        }
    }

    @Test
    void frozenPrefixGivesTheMapInTheOrderInWhichItIsTrained() throws Exception {
        try (Dl4jBackbone backbone = PretrainedFixture.backbone();
                Backbone prefix = backbone.frozenPrefix("layer3")) {
            assertSameFeatures(prefix);
        }
    }

    @Test
    void layersAfterTheFeaturesAreLeftOut() {
        try (Dl4jBackbone backbone = PretrainedFixture.backboneUpTo("layer1.0.relu2")) {
            OnnxNetwork network = ((OnnxTranslation.Written) backbone.onnx()).network();

            assertThat(network.tensors())
                    .isNotEmpty()
                    .allSatisfy(tensor -> assertThat(tensor.name()).doesNotStartWith("layer2"));
        }
    }

    private static void assertSameFeatures(Backbone backbone) throws Exception {
        ImageBatch images = PretrainedFixture.images(3, 11);
        FeatureBatch expected = backbone.features(images);
        float[] values = new float[expected.values().limit()];
        expected.values().get(0, values);
        try (WrittenNetwork session = WrittenNetwork.of(backbone.onnx())) {
            Values.assertAgree(session.run(OnnxNetwork.FEATURES, images), values);
        }
    }

    @Test
    void bundlesDescribeTheirNetworkTwiceAndHoldItsWeightsOnce() throws Exception {
        ImageBatch images = PretrainedFixture.images(3, 12);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainedNetwork network = backbone.withHead(
                        SmallHead.of(backbone.spec().boundary().width()))) {
            assertSameProbabilities(network, images);
        }
    }

    @Test
    void whatABundleDescribesStatesOfWhichLayersItsFeaturesAre() throws Exception {
        try (TrainableBackbone backbone = PretrainedFixture.backboneUpTo(Pooling.MAX, "layer3.0.relu2");
                TrainedNetwork network = backbone.withHead(
                        SmallHead.of(backbone.spec().boundary().width()));
                TrainableNetwork tunable = TuningKit.tunable(backbone, BatchNormMode.FROZEN, TuningKit.PLAIN);
                TrainedNetwork tuned = tunable.network()) {
            for (TrainedNetwork each : List.of(network, tuned)) {
                assertThat(metadata(each.contents()))
                        .containsEntry(OnnxMetadata.BOUNDARIES, "layer3.0.relu2")
                        .containsEntry(OnnxMetadata.POOLING, "max");
            }
            try (TrainedNetwork read =
                    new Dl4jNetworkLoader().load(network.contents(), PretrainedFixture.preprocessing())) {
                assertThat(metadata(read.contents()))
                        .as("its manifest is not known here")
                        .doesNotContainKeys(OnnxMetadata.BOUNDARIES, OnnxMetadata.POOLING);
            }
        }
    }

    private static Map<String, String> metadata(NetworkContents contents) throws IOException {
        return ModelProto.parseFrom(contents.bytes(OnnxNetwork.ENTRY)).getMetadataPropsList().stream()
                .collect(Collectors.toMap(StringStringEntryProto::getKey, StringStringEntryProto::getValue));
    }

    @Test
    void fineTunedNetworksAreDescribedToo() throws Exception {
        ImageBatch images = PretrainedFixture.images(3, 13);
        try (TrainableBackbone backbone = PretrainedFixture.backbone();
                TrainableNetwork tunable = TuningKit.tunable(backbone, BatchNormMode.FROZEN, TuningKit.PLAIN)) {
            double loss =
                    tunable.step(TuningKit.batch(PretrainedFixture.images(TuningKit.EXAMPLES, 14)), rates(tunable));
            assertThat(loss).isFinite();
            try (TrainedNetwork network = tunable.network()) {
                assertSameProbabilities(network, images);
            }
        }
    }

    private static List<Double> rates(TrainableNetwork network) {
        return Collections.nCopies(network.groups().size(), 1e-2);
    }

    private static void assertSameProbabilities(TrainedNetwork network, ImageBatch images) throws Exception {
        NetworkContents contents = network.contents();
        float[] expected = flat(network.probabilities(images));
        OnnxTranslation described = new OnnxTranslation.Written(
                new OnnxNetwork(contents.bytes(OnnxNetwork.ENTRY), contents.tensors(NetworkContents.WEIGHTS)));
        OnnxTranslation written =
                new Dl4jOnnxWriter(new Dl4jNetworkLoader()).write(contents, PretrainedFixture.preprocessing());

        for (OnnxTranslation translation : List.of(described, written)) {
            try (WrittenNetwork session = WrittenNetwork.of(translation)) {
                Values.assertAgree(session.run(OnnxNetwork.PROBABILITIES, images), expected);
            }
        }
    }

    private static float[] flat(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[i].length);
        }
        return flat;
    }
}
