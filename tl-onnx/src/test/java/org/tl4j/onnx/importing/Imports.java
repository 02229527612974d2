package org.tl4j.onnx.importing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportSettings;
import org.tl4j.core.backbone.ImportedContent;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.onnx.NoTensors;
import org.tl4j.onnx.OnnxEngine;
import org.tl4j.onnx.OnnxSettings;

/** Imports files and opens what was imported, with pixels as they are. */
final class Imports {
    final OnnxEngine engine = OnnxEngine.start(OnnxSettings.forJob(), new NoTensors());
    private final OnnxImporter importer = new OnnxImporter(TrialLimits.DEFAULT);

    static ImportSettings usual() {
        return settings(OptionalInt.empty(), null, null);
    }

    static ImportSettings settings(OptionalInt size, String value, Pooling pooling) {
        return new ImportSettings(size, PixelConvention.RAW, Optional.ofNullable(value), Optional.ofNullable(pooling));
    }

    ImportedNetwork read(Path file) {
        return importer.read(file, usual());
    }

    ImportedNetwork read(Path file, ImportSettings settings) {
        return importer.read(file, settings);
    }

    static BackboneEntry entry(ImportedNetwork network) {
        return BackboneEntry.named("net")
                .engine(OnnxEngine.NAME)
                .architecture(ImportedNetwork.ARCHITECTURE)
                .weights(new WeightsSource(
                        "net.onnx", false, Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty()))
                .preprocessing(PixelConvention.RAW.at(network.input(), network.channels()))
                .defaultBoundary(network.boundary())
                .defaultPooling(network.pooling())
                .referenceOutput(network.referenceOutput())
                .build();
    }

    static WeightsContent content(ImportedNetwork network) {
        return new WeightsContent.InMemory("net.onnx", ((ImportedContent.WholeFile) network.content()).bytes());
    }

    Backbone open(ImportedNetwork network, BackboneRequest request) {
        return engine.open(entry(network), new LocatedWeights(List.of(content(network)), Digest.of("net")), request);
    }

    /** Two images: planes of 1, 2 and 3, then of twice as much, whose features are not compared. */
    static ImageBatch images(ImportedNetwork network) {
        ImageBatch batch = ImageBatch.allocate(2, PixelConvention.RAW.at(network.input(), network.channels()));
        int plane = batch.height() * batch.width();
        for (int i = 0; i < batch.values().limit(); i++) {
            int colour = i / plane % 3 + 1;
            batch.values().put(i, i < 3 * plane ? colour : 2 * colour);
        }
        return batch;
    }

    /** Checks the features of the first image. */
    void expect(ImportedNetwork network, BackboneRequest request, float... expected) {
        try (Backbone backbone = open(network, request)) {
            float[] row = new float[backbone.boundary().width()];
            backbone.features(images(network)).row(0).get(row);
            assertThat(row).containsExactly(expected, within(1e-4f));
        }
    }
}
