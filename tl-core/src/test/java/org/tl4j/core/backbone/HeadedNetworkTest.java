package org.tl4j.core.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.provenance.Digest;

class HeadedNetworkTest {
    private static final Preprocessing PIXEL = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(1)),
            ImageSize.square(1),
            ChannelOrder.GREY,
            1,
            List.of(0.0),
            List.of(1.0));

    private final PixelBackbone backbone = new PixelBackbone();

    /** Logits 2x and -x + 1: at x = 1 the softmax of (2, 0), at x = 0 the softmax of (0, 1). */
    private final LinearHead head = new LinearHead(1, 2, new float[] {2, -1}, new float[] {0, 1});

    @Test
    void probabilitiesAreTheSoftmaxOfTheHeadOverTheFeatures() {
        ImageBatch images = ImageBatch.allocate(2, PIXEL);
        images.values().put(0, 1);

        float[][] probabilities = HeadedNetwork.borrowing(backbone, head).probabilities(images);

        double one = 1 / (1 + Math.exp(-2));
        double zero = 1 / (1 + Math.E);
        assertThat(probabilities[0]).containsExactly(new float[] {(float) one, (float) (1 - one)}, within(1e-6f));
        assertThat(probabilities[1]).containsExactly(new float[] {(float) zero, (float) (1 - zero)}, within(1e-6f));
    }

    @Test
    void aHeadForSeveralLabelsGivesEachASigmoidOfItsOwn() {
        ImageBatch images = ImageBatch.allocate(2, PIXEL);
        images.values().put(0, 1);
        LinearHead several = new LinearHead(1, 2, new float[] {2, -1}, new float[] {0, 1}, LabelMode.MULTI_LABEL);
        HeadedNetwork network = HeadedNetwork.borrowing(backbone, several);

        NetworkOutputs outputs = network.outputs(images);

        assertThat(network.labelMode()).isEqualTo(LabelMode.MULTI_LABEL);
        assertThat(outputs.probabilities()[0])
                .containsExactly(new float[] {(float) (1 / (1 + Math.exp(-2))), 0.5f}, within(1e-6f));
        assertThat(outputs.features().orElseThrow()[0]).containsExactly(1);
    }

    @Test
    void onlyTheHeadIsTrainable() {
        HeadedNetwork network = HeadedNetwork.borrowing(backbone, head);

        assertThat(network.parameters()).isEqualTo(new ParameterCounts(7 + 4, 4));
        assertThat(network.frozenLayers()).containsExactly("conv1", "conv2");
    }

    @Test
    void aBorrowedBackboneStaysOpenAndAnOwnedOneIsClosedOnce() {
        HeadedNetwork.borrowing(backbone, head).close();
        assertThat(backbone.closed).isZero();

        HeadedNetwork network = HeadedNetwork.owning(backbone, head);
        network.close();
        network.close();
        assertThat(backbone.closed).isEqualTo(1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> network.probabilities(ImageBatch.allocate(1, PIXEL)));
    }

    @Test
    void aHeadOfAnotherWidthIsRefused() {
        LinearHead wide = new LinearHead(2, 1, new float[2], new float[1]);

        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> HeadedNetwork.borrowing(backbone, wide))
                .withMessage("the head must take 1 features, found 2");
    }

    /** Its feature is its pixel. */
    private static final class PixelBackbone implements Backbone {
        private int closed;

        @Override
        public BackboneSpec spec() {
            return new BackboneSpec(
                    "pixel",
                    Digest.of("weights"),
                    PIXEL,
                    Boundary.at("top", Pooling.AVERAGE, 1),
                    List.of(new LayerGroup("all", List.of("conv1", "conv2"))),
                    7,
                    0.01,
                    "fake 1");
        }

        @Override
        public FeatureBatch features(ImageBatch images) {
            FeatureBatch features = FeatureBatch.allocate(images.images(), 1);
            features.values().put(0, images.values(), 0, images.images());
            return features;
        }

        @Override
        public NetworkContents contents(LinearHead head) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
