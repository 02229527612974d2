package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.UnpooledNetwork;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.prediction.Explanation;
import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.preprocessing.ImageBatch;

class BundleExplainerTest {
    private static final byte[] RED = FakeImages.bytes("4 4 255 0 0");

    /** Its bias says "other" of the noise by which the network is checked, as the network does. */
    private static final LinearHead HEAD = new LinearHead(1, 2, new float[] {-0.5f, 0.5f}, new float[] {40, -40});

    private final FakeEngine engine = new FakeEngine("first");

    @Test
    void thePartsOfALabelAreThoseOfTheMap() {
        Corners network = new Corners(new FeatureMap(1, 1, 2));
        engine.head = Optional.of(HEAD);
        engine.unpooled = Optional.of(network);

        try (ImageExplainer explainer = explainer()) {
            // (-0.5, 0.5) are the weights less their mean; half of each value, and half of the bias
            assertThat(explainer.explain(RED, List.of("red")).orThrow().get(0).values())
                    .containsExactly(255 * 0.5 / 2 - 20, -20);
            assertThat(explainer.explain(RED, List.of("other", "red")).orThrow())
                    .extracting("label")
                    .containsExactly("other", "red");
            assertThat(explainer.explain(RED, List.of("red")))
                    .isInstanceOfSatisfying(
                            Explanation.Explained.class,
                            explained -> assertThat(explained.kind()).isEqualTo(HeatMapKind.EXACT));
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> explainer.explain(RED, List.of("rad")))
                    .withMessageContaining("red");
        }
        assertThat(network.closed).isTrue();
    }

    @Test
    void aMapOfAnotherLayerIsNotShown() {
        Corners network = new Corners(new FeatureMap(1, 1, 2));
        engine.head = Optional.of(new LinearHead(1, 2, new float[] {-0.5f, 0.5f}, new float[] {0, 0}));
        engine.unpooled = Optional.of(network);

        assertThat(reason()).contains("layers between");
        assertThat(network.closed).isTrue();
    }

    /** The network says "other" with certainty of the noise, and so must the logits. */
    @Test
    void whatIsNoSumIsExplainedByDerivatives() {
        Corners pooled = new Corners(new FeatureVector(2));
        FakeSplit network = new FakeSplit(new FeatureMap(1, 1, 2), x -> new double[] {0, x[0] * x[0] / 51 - 50});
        engine.head = Optional.of(HEAD);
        engine.unpooled = Optional.of(pooled);
        engine.split = Optional.of(network);

        try (ImageExplainer explainer = explainer()) {
            Explanation.Explained explained = (Explanation.Explained) explainer.explain(RED, List.of("red"));
            // x = (255, 255): the logit 255 * 5 - 50, its derivative 2 * 255 * 5 at the first position; half of all
            assertThat(explained.kind()).isEqualTo(HeatMapKind.LINEAR_APPROXIMATION);
            assertThat(explained.maps().get(0).sum()).isEqualTo(1275, within(1e-1));
            assertThat(explained.maps().get(0).rest()).isEqualTo((1275 - 50) / 2.0 - 1275, within(1e-1));
            assertThat(explained.maps().get(0).value(0, 0)
                            - explained.maps().get(0).value(0, 1))
                    .isEqualTo(1275, within(1e-1));
        }
        assertThat(pooled.closed).isTrue();
        assertThat(network.closed).isTrue();
    }

    @Test
    void partsThatComputeSomethingElseAreNotShown() {
        FakeSplit network = new FakeSplit(new FeatureMap(1, 1, 2), x -> new double[] {0, x[0]});
        engine.split = Optional.of(network);

        assertThat(reason()).contains("do not give the probabilities");
        assertThat(network.closed).isTrue();
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(reason()).contains("one linear layer", ", and the engine first computes no derivatives");
        engine.head = Optional.of(HEAD);
        assertThat(reason()).contains("before the pooling");
        engine.unpooled = Optional.of(new Corners(new FeatureVector(2)));
        assertThat(reason()).contains("a pooled map");
        engine.unpooled = Optional.of(new Corners(new FeatureMap(2, 1, 1)));
        assertThat(reason()).contains("does not take the features");
    }

    private String reason() {
        try (ImageExplainer explainer = explainer()) {
            return ((Explanation.Unavailable) explainer.explain(RED, List.of("red"))).reason();
        }
    }

    private ImageExplainer explainer() {
        FakeImages images = new FakeImages();
        return new BundlePredictors(new Engines(List.of(engine)), new MemoryBundles(), images, images)
                .explainer(Path.of("first"));
    }

    /** Two values: the first of the image, and 0. */
    private static final class Corners implements UnpooledNetwork {
        private final FeatureShape shape;
        private boolean closed;

        Corners(FeatureShape shape) {
            this.shape = shape;
        }

        @Override
        public List<UnpooledOutput> outputs() {
            return List.of(new UnpooledOutput(shape, Optional.empty()));
        }

        @Override
        public FeatureBatch values(ImageBatch images) {
            FeatureBatch values = FeatureBatch.allocate(images.images(), 2);
            for (int i = 0; i < images.images(); i++) {
                values.values().put(2 * i, images.image(i).get(0));
            }
            return values;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
