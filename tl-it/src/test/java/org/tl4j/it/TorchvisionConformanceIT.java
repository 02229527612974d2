package org.tl4j.it;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.TorchvisionGolden;

/**
 * Architectures are built as in torchvision: strides, padding, order, epsilon. Filled with the same numbers, they compute
 * what PyTorch computes; no weights are needed. A new architecture is a new line.
 */
class TorchvisionConformanceIT {
    private static final double TOLERANCE = 1e-3;

    /** The name, then the vertices of features and of scores. */
    @ParameterizedTest
    @CsvSource({
        "resnet18, avgpool, fc",
        "resnet34, avgpool, fc",
        "resnet50, avgpool, fc",
        "squeezenet1_1, features.12, logits",
        "mobilenet_v2, avgpool, classifier.1",
        "efficientnet_b0, avgpool, classifier.1"
    })
    void computesWhatTorchvisionComputes(String name, String features, String logits) throws IOException {
        TorchvisionGolden golden = TorchvisionGolden.of(name);
        ImageBatch images = golden.images();

        Numbers.assertAgree(computed(golden, features, images), golden.penultimate(), TOLERANCE);
        Numbers.assertAgree(computed(golden, logits, images), golden.logits(), TOLERANCE);
    }

    private static float[] computed(TorchvisionGolden golden, String boundary, ImageBatch images) {
        try (Backbone backbone = golden.open(boundary)) {
            return Numbers.of(backbone.features(images).values());
        }
    }
}
