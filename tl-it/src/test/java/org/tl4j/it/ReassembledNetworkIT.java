package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.it.kit.Cifar10;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.storage.Storage;

/** A published network that was taken apart and put together again knows as much as before. */
@ExtendWith(WorkshopExtension.class)
class ReassembledNetworkIT {
    private static final String NAME = "resnet20-cifar10";
    /** The order of CIFAR-10, which is that of the alphabet. */
    private static final LabelSet CLASSES = new LabelSet(
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"));

    private final Workshop workshop;

    ReassembledNetworkIT(Workshop workshop) {
        this.workshop = workshop;
    }

    /** PyTorch gets 2,025 of these 2,500 JPEGs right, and 8,103 of all 10,000. */
    @Test
    void knowsAsManyTestImagesAsInPyTorch() throws IOException {
        Path images = workshop.newFolder("cifar10");
        Cifar10.write(images.resolve("test"), 250);
        TensorSet weights = Storage.tensorFormat().read(Fixtures.path("weights/" + NAME + ".safetensors"));
        Path file = workshop.newFolder("reassembled").resolve("cifar10.tlz");
        try (Backbone backbone = workshop.learner().backbones().open(BackboneRequest.of(NAME));
                TrainedNetwork network = ((TrainableBackbone) backbone).withHead(head(weights))) {
            workshop.learner().bundles().write(file, new Bundle(manifest(backbone, network), network.contents()));
        }

        EvaluationReport report = workshop.learner()
                .evaluate(new EvaluationRequest(
                        file, images, Optional.of(Subset.TEST), ReadingSettings.DEFAULT, Progress.NONE));

        assertThat(report.skipped()).isEmpty();
        assertThat(report.evaluation().images()).isEqualTo(2500);
        assertThat(2500 * report.evaluation().accuracy()).isCloseTo(2025, within(2.5));
    }

    /** PyTorch's weight is [classes, features], ours [features, classes]. */
    private static LinearHead head(TensorSet weights) {
        float[] published = Numbers.of(weights.tensor("linear.weight").values());
        float[] biases = Numbers.of(weights.tensor("linear.bias").values());
        int classes = biases.length;
        int width = published.length / classes;
        float[] turned = new float[published.length];
        for (int label = 0; label < classes; label++) {
            for (int feature = 0; feature < width; feature++) {
                turned[feature * classes + label] = published[label * width + feature];
            }
        }
        return new LinearHead(width, classes, turned, biases);
    }

    private static BundleManifest manifest(Backbone backbone, TrainedNetwork network) {
        return new BundleManifest(
                "none",
                CLASSES,
                backbone.spec().preprocessing(),
                NAME,
                backbone.spec().weights(),
                backbone.spec().boundary().vertices(),
                backbone.spec().boundary().pooling(),
                network.frozenLayers(),
                network.parameters(),
                Map.of(),
                false,
                List.of(),
                new Provenance("test", Map.of(), backbone.spec().weights(), 0, Map.of(), Instant.EPOCH));
    }
}
