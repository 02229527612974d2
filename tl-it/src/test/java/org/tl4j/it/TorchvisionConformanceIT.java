package org.tl4j.it;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.TorchvisionGolden;

/**
 * Architectures are built as in torchvision: strides, padding, order, epsilon. Filled with the same numbers, they compute
 * what PyTorch computes; no weights are needed. A new architecture is a new line.
 */
class TorchvisionConformanceIT {
    /**
     * The name, the vertices of features and of scores, and the tolerance. Numbers without knowledge let MobileNetV2 amplify
     * rounding: PyTorch's own results in float and in double are 5e-3 apart.
     */
    @ParameterizedTest
    @CsvSource({
        "resnet18, avgpool, fc, 1e-3",
        "resnet34, avgpool, fc, 1e-3",
        "resnet50, avgpool, fc, 1e-3",
        "densenet121, avgpool, classifier, 1e-3",
        "efficientnet_b0, avgpool, classifier.1, 1e-3",
        "mobilenet_v2, avgpool, classifier.1, 1e-2",
        "squeezenet1_0, features.12, logits, 1e-3",
        "squeezenet1_1, features.12, logits, 1e-3",
        "vgg16, classifier.4, classifier.6, 1e-3",
        "vgg16_bn, classifier.4, classifier.6, 1e-3"
    })
    void computesWhatTorchvisionComputes(String name, String features, String logits, double tolerance)
            throws IOException {
        TorchvisionGolden golden = TorchvisionGolden.of(name);
        ImageBatch images = golden.images();

        // both in one pass: building and filling the larger ones takes seconds
        try (Backbone backbone = golden.open(features, logits)) {
            FeatureBatch computed = backbone.features(images);
            int width = golden.penultimate().length / images.images();
            Numbers.assertAgree(columns(computed, 0, width), golden.penultimate(), tolerance);
            Numbers.assertAgree(columns(computed, width, computed.width()), golden.logits(), tolerance);
        }
    }

    private static float[] columns(FeatureBatch features, int from, int to) {
        float[] numbers = new float[features.rows() * (to - from)];
        for (int row = 0; row < features.rows(); row++) {
            features.row(row).get(from, numbers, row * (to - from), to - from);
        }
        return numbers;
    }
}
