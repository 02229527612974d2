package org.tl4j.storage.bundle;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.ConformalRule;
import org.tl4j.core.calibration.ConformalScores;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.core.weights.Tensor;

/**
 * A small bundle that uses every kind of value. The golden files hold exactly this, except what their version does not
 * have.
 */
final class Bundles {
    static final Instant CREATED = Instant.parse("2026-01-02T03:04:05.678Z");

    private static final List<String> REASONS =
            List.of("There are few images.", "Größeres wurde nicht versucht: 12 %.");

    private Bundles() {}

    static Bundle example() {
        return example(CREATED, new ResizeRule.ShorterSide(256));
    }

    /** The manifest of version 1: without reasons, and with one boundary that is averaged. */
    static Bundle ofVersionOne() {
        return example(CREATED, new ResizeRule.ShorterSide(256), List.of(), List.of("avgpool"), Pooling.AVERAGE);
    }

    /** The manifest of version 2: with one boundary that is averaged. */
    static Bundle ofVersionTwo() {
        return example(CREATED, new ResizeRule.ShorterSide(256), REASONS, List.of("avgpool"), Pooling.AVERAGE);
    }

    static Bundle example(Instant created, ResizeRule resize) {
        return example(created, resize, REASONS, List.of("layer2.2.relu2", "größe, avgpool"), Pooling.BOTH);
    }

    /** The example with every part that a bundle may have beside its network: the golden bundle {@code full} is this. */
    static Bundle full() {
        FamiliarityModel familiarity = new FamiliarityModel(
                new Tensor("means", List.of(3, 2), FloatBuffer.wrap(new float[] {0, 1, 1, 0, 0.5f, 0.5f})),
                new Tensor("directions", List.of(3, 1, 2), FloatBuffer.wrap(new float[] {0, 1, -1, 0, 0, 0})),
                new Tensor("scales", List.of(3), FloatBuffer.wrap(new float[] {1, 2, 3e-3f})),
                List.of(0.25, 0.5),
                20,
                false,
                0.05);
        Calibration calibration = new Calibration(
                Optional.of(new TemperatureFit(new TemperatureScaling(1.5), 40, 0.25, 0.125, true)),
                List.of(
                        new LabelThreshold("bee", 0.5, 0.75, new Interval(0.5, 0.875), 0.625, new Interval(0, 1), 7),
                        new LabelThreshold("ant", 0.1 + 0.2, 1, new Interval(0.9, 1), 0, new Interval(0, 0.1), 8),
                        new LabelThreshold("Ameise, groß", 1, 0, new Interval(0, 0), 1, new Interval(1, 1), 0)),
                Optional.of(new ConformalRule(0.9, 0.8125, 0.01, 5, 30)),
                Optional.of(familiarity),
                Optional.of(new ConformalScores(List.of(-0.75, 0.8125, 1.0625), 0.01, 5, 30)));
        TrainingRecord record = new TrainingRecord(
                List.of("/photos/größe", "/more.csv"),
                List.of(
                        new RecordedImage(Digest.of("first"), Annotation.of("bee"), Subset.TRAIN),
                        new RecordedImage(Digest.of("second"), Annotation.of("Ameise, groß"), Subset.VALIDATION),
                        new RecordedImage(Digest.of("third"), Annotation.of("ant"), Subset.TEST)));
        return new Bundle(example().manifest(), example().network(), calibration, Optional.of(record));
    }

    /** A refitted network, as its setting says too. */
    static Bundle refitted() {
        BundleManifest once = example().manifest();
        return new Bundle(
                new BundleManifest(
                        once.strategy(),
                        once.labels(),
                        once.preprocessing(),
                        once.backbone(),
                        once.backboneWeights(),
                        once.boundaries(),
                        once.pooling(),
                        once.frozenLayers(),
                        once.parameters(),
                        once.metrics(),
                        true,
                        once.reasons(),
                        once.provenance()),
                example().network());
    }

    /** A manifest like that of the example, except its strategy and reasons. */
    static BundleManifest manifest(String strategy, List<String> reasons) {
        BundleManifest usual = example().manifest();
        return new BundleManifest(
                strategy,
                usual.labels(),
                usual.preprocessing(),
                usual.backbone(),
                usual.backboneWeights(),
                usual.boundaries(),
                usual.pooling(),
                usual.frozenLayers(),
                usual.parameters(),
                usual.metrics(),
                usual.refitted(),
                reasons,
                usual.provenance());
    }

    /** The network as the engine of all versions writes it. */
    static NetworkContents network(String graph, List<Tensor> weights) {
        return new NetworkContents(
                "deeplearning4j",
                List.of(
                        NetworkEntry.text("network.json", graph),
                        new NetworkEntry.Tensors("weights.safetensors", weights)));
    }

    /** A network of another engine: two descriptions of one graph, and bytes that are neither text nor tensors. */
    static Bundle ofAnotherEngine() {
        byte[] bytes = new byte[70_000];
        new Random(1).nextBytes(bytes);
        NetworkContents usual = example().network();
        return new Bundle(
                example().manifest(),
                new NetworkContents(
                        "tiny-engine-2",
                        List.of(
                                new NetworkEntry.Bytes("graph.onnx", ByteBuffer.wrap(bytes)),
                                NetworkEntry.text("graph.json", "{}"),
                                usual.entries().get(1),
                                new NetworkEntry.Bytes("empty", ByteBuffer.allocate(0)))));
    }

    private static Bundle example(
            Instant created, ResizeRule resize, List<String> reasons, List<String> boundaries, Pooling pooling) {
        Preprocessing preprocessing = new Preprocessing(
                resize,
                new ImageSize(224, 192),
                ChannelOrder.RGB,
                1 / 255.0,
                List.of(0.485, 0.456, 0.406),
                List.of(0.229, 0.224, 0.225));
        Provenance provenance = new Provenance(
                "TL4J 0.1.0",
                Map.of("java", "17.0.15", "deeplearning4j", "1.0.0-M2.1"),
                Digest.of("images"),
                Long.MIN_VALUE + 1,
                Map.of("l2", "0.001", "validation-fraction", "0.2"),
                created);
        BundleManifest manifest = new BundleManifest(
                "feature-extraction",
                new LabelSet(List.of("bee", "ant", "Ameise, groß")),
                preprocessing,
                "resnet20",
                Digest.of("weights"),
                boundaries,
                pooling,
                List.of("conv1", "bn1"),
                new ParameterCounts(272_474, 195),
                Map.of("accuracy", 0.9375, "logLoss", 0.1 + 0.2, "undefined", Double.NaN),
                false,
                reasons,
                provenance);
        List<Tensor> weights = List.of(
                new Tensor("fc/W", List.of(2, 3), FloatBuffer.wrap(new float[] {1, -2, 3.5f, 1e-30f, 0, -0f})),
                new Tensor("fc/b", List.of(3), FloatBuffer.wrap(new float[] {0.1f, 0.2f, 0.3f})));
        return new Bundle(manifest, network("{\"vertices\":{\"größe\":1}}\n", weights));
    }
}
