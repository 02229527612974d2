package org.tl4j.it;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.FeatureNetwork;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.TorchvisionGolden;
import org.tl4j.onnx.OnnxEngineProvider;

/** Architectures of the catalogue, written in ONNX and run by ONNX Runtime, agree with Deeplearning4j and with PyTorch. */
class OnnxConformanceIT {
    /**
     * The name, the vertices of features and of scores, the tolerance against Deeplearning4j and that against PyTorch. Numbers
     * without knowledge let MobileNetV2 amplify rounding: PyTorch's own results in float and in double are 5e-3 apart, and
     * those of the two engines 3e-3. With parameters like those of a trained network they agree as the others do
     * ({@code ArchitecturesInOnnxTest} of the backend).
     */
    @ParameterizedTest
    @CsvSource({
        "resnet18, avgpool, fc, 1e-4, 1e-3",
        "resnet34, avgpool, fc, 1e-4, 1e-3",
        "resnet50, avgpool, fc, 1e-4, 1e-3",
        "densenet121, avgpool, classifier, 1e-4, 1e-3",
        "efficientnet_b0, avgpool, classifier.1, 1e-4, 1e-3",
        "mobilenet_v2, avgpool, classifier.1, 1e-2, 1e-2",
        "squeezenet1_0, features.12, logits, 1e-4, 1e-3",
        "squeezenet1_1, features.12, logits, 1e-4, 1e-3",
        "vgg16, classifier.4, classifier.6, 1e-4, 1e-3",
        "vgg16_bn, classifier.4, classifier.6, 1e-4, 1e-3"
    })
    void computesWhatTheOthersCompute(
            String name, String features, String logits, double toDeeplearning4j, double toTorch) throws IOException {
        TorchvisionGolden golden = TorchvisionGolden.of(name);
        ImageBatch images = golden.images();

        try (Backbone backbone = golden.open(features, logits);
                FeatureNetwork inOnnx = new OnnxEngineProvider()
                        .start(new NoTensors())
                        .onnxRunner()
                        .orElseThrow()
                        .features(
                                ((OnnxTranslation.Written) backbone.onnx()).network(),
                                backbone.spec().boundary())) {
            float[] expected = Numbers.of(backbone.features(images).values());
            float[] found = Numbers.of(inOnnx.features(images).values());

            Numbers.assertAgree(found, expected, toDeeplearning4j);
            int width = backbone.spec().boundary().width();
            int penultimate = golden.penultimate().length / images.images();
            Numbers.assertAgree(columns(found, width, 0, penultimate), golden.penultimate(), toTorch);
            Numbers.assertAgree(columns(found, width, penultimate, width), golden.logits(), toTorch);
        }
    }

    private static float[] columns(float[] values, int width, int from, int to) {
        float[] columns = new float[values.length / width * (to - from)];
        for (int row = 0; row < values.length / width; row++) {
            System.arraycopy(values, row * width + from, columns, row * (to - from), to - from);
        }
        return columns;
    }

    /** Networks that another engine wrote bring their parameters along. */
    private static final class NoTensors implements TensorFormat {
        @Override
        public TensorSet read(Path file) {
            throw new UnsupportedOperationException("no file is read");
        }

        @Override
        public TensorSet read(ByteBuffer bytes, String name) {
            throw new UnsupportedOperationException("no file is read");
        }

        @Override
        public byte[] write(List<Tensor> tensors, Map<String, String> metadata) {
            throw new UnsupportedOperationException("nothing is written");
        }
    }
}
