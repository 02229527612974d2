package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.core.backbone.UnpooledOutput;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.preprocessing.ImageBatch;

class SplitAttributionTest {
    private static final int CLASSES = 3;

    private final Random random = new Random(7);

    /**
     * By hand: two positions of one channel, x = (2, 3); hidden relu(x0 + x1 - 1) = 4 and relu(x0 - x1) = 0; logits 2·h0 + 5·h1 and
     * 1. The gradient of the first logit is (2, 2), times x (4, 6), and 8 is their sum less the bias 2.
     */
    @Test
    void aPositionHasGradientTimesActivationAndTheRestBelongsToNone() {
        FakeSplit network = new FakeSplit(new FeatureMap(1, 1, 2), x -> {
            double first = Math.max(0, x[0] + x[1] - 1);
            double second = Math.max(0, x[0] - x[1]);
            return new double[] {2 * first + 5 * second, 1};
        });

        PositionGrid grid = grid(network, LabelMode.MULTI_LABEL, 0, 2, 3);

        assertThat(grid.values()).containsExactly(new double[] {4, 6}, within(1e-4));
        assertThat(grid.rest()).isEqualTo(-2, within(1e-4));
        // for classes, less the mean of both logits: half of the gradient, and (8 - 1) / 2 in all
        PositionGrid relative = grid(network, LabelMode.SINGLE_LABEL, 0, 2, 3);
        assertThat(relative.values()).containsExactly(new double[] {2, 3}, within(1e-4));
        assertThat(relative.rest()).isEqualTo(-1.5, within(1e-4));
    }

    /** By hand: the mean patch of (1, 3, 5, 7) is 4; the class token 10 does not move. */
    @Test
    void aPatchMovesAwayFromTheMeanPatch() {
        FakeSplit network = new FakeSplit(new TokenSequence(5, 1), x ->
                new double[] {x[0] * x[0] + 2 * x[1] + x[2] * x[2] / 2 + 3 * x[3] + x[4], 0});

        PositionGrid grid = grid(network, LabelMode.MULTI_LABEL, 0, 10, 1, 3, 5, 7);

        // gradients 2, 3, 3, 1, times differences -3, -1, 1, 3; the sum and the rest are the logit
        double[] derivatives = {-6, -3, 3, 3};
        double logit = 100 + 2 + 4.5 + 15 + 7;
        assertThat(grid.values()).containsExactly(derivatives, within(1e-3));
        assertThat(grid.rest()).isEqualTo(logit - Arrays.stream(derivatives).sum(), within(1e-3));
    }

    @ParameterizedTest
    @EnumSource(LabelMode.class)
    void ofALinearNetworkTheValuesAreTheExactPartsAndTheRestIsTheBias(LabelMode mode) {
        FeatureMap shape = new FeatureMap(5, 3, 4);
        float[] weights = numbers(60 * CLASSES);
        LinearHead head = new LinearHead(60, CLASSES, weights, numbers(CLASSES), mode);
        LogitParts exact = new LogitParts(List.of(new UnpooledOutput(shape, Optional.empty())), Pooling.FLATTEN, head);
        float[] values = numbers(60);
        FakeSplit network = new FakeSplit(
                shape,
                x -> IntStream.range(0, CLASSES)
                        .mapToDouble(c -> head.biases()[c]
                                + IntStream.range(0, 60)
                                        .mapToDouble(i -> (double) weights[i * CLASSES + c] * x[i])
                                        .sum())
                        .toArray());

        for (int label = 0; label < CLASSES; label++) {
            PositionGrid grid = grid(network, mode, label, values);
            double[] spread = Arrays.stream(grid.values())
                    .map(value -> value + grid.rest() / grid.values().length)
                    .toArray();
            assertThat(spread).containsExactly(exact.of(values, label).values(), within(1e-4));
            assertThat(grid.rest()).isEqualTo(bias(head, mode, label), within(1e-4));
        }
    }

    /** Finite differences of a network that is not linear: a quarter of the step, and all positions together. */
    @Test
    void theValuesDoNotDependOnTheStep() {
        FeatureMap shape = new FeatureMap(8, 7, 7);
        Function<float[], double[]> curved = curved(Math.toIntExact(shape.values()));
        float[] values = numbers(Math.toIntExact(shape.values()));
        FakeSplit network = new FakeSplit(shape, curved);

        PositionGrid steps = grid(network, SplitAttribution.STEP, 64, values);
        double[] usual = steps.values();
        double[] finer = grid(network, SplitAttribution.STEP / 4, 64, values).values();
        PositionGrid together = grid(network, SplitAttribution.STEP, 1, values);
        double[] whole = together.values();

        double largest = Arrays.stream(finer).map(Math::abs).max().orElseThrow();
        assertThat(usual).containsExactly(finer, within(0.01 * largest));
        // derivatives add: one block of all positions leaves the same rest
        assertThat(Arrays.stream(whole).sum()).isEqualTo(Arrays.stream(usual).sum(), within(0.01 * largest));
        assertThat(together.rest()).isEqualTo(steps.rest(), within(0.01 * largest));
        assertThat(whole[0]).isEqualTo(Arrays.stream(usual).average().orElseThrow(), within(1e-3));
    }

    @Test
    void largeMapsAreComputedInBlocksAndBoundedBatches() {
        FeatureMap shape = new FeatureMap(64, 40, 40);
        FakeSplit network = new FakeSplit(shape, x -> new double[] {x[0], x[1]});

        PositionGrid grid = grid(network, LabelMode.MULTI_LABEL, 0, numbers(64 * 1600));

        assertThat(grid.height() * grid.width()).isEqualTo(1600);
        // 102,400 values each: at most ten at a time
        assertThat(network.batches).allMatch(rows -> rows <= 10);
        assertThat(network.batches.stream().mapToInt(rows -> rows).sum()).isEqualTo(1 + 2 * 64);
        // positions of a block share its value
        assertThat(grid.values()[0]).isEqualTo(grid.values()[41]).isNotEqualTo(grid.values()[5]);
    }

    @Test
    void theProbabilitiesAreThoseOfTheLogits() {
        FakeSplit network = new FakeSplit(new FeatureMap(1, 1, 2), x -> new double[] {x[0], x[1]});

        assertThat(new SplitAttribution(network, LabelMode.SINGLE_LABEL).probabilities(image(1, 1)))
                .containsExactly(0.5f, 0.5f);
    }

    /** For classes, less the mean over all classes. */
    private static double bias(LinearHead head, LabelMode mode, int label) {
        double mean = IntStream.range(0, CLASSES)
                .mapToDouble(c -> head.biases()[c])
                .average()
                .orElseThrow();
        return head.biases()[label] - (mode == LabelMode.SINGLE_LABEL ? mean : 0);
    }

    /** Two layers of tanh with weights of their own. */
    private Function<float[], double[]> curved(int width) {
        float[] weights = numbers(width * 16);
        float[] head = numbers(16 * CLASSES);
        return x -> {
            double[] hidden = IntStream.range(0, 16)
                    .mapToDouble(h -> Math.tanh(IntStream.range(0, width)
                                    .mapToDouble(i -> weights[i * 16 + h] * x[i])
                                    .sum()
                            / Math.sqrt(width)))
                    .toArray();
            return IntStream.range(0, CLASSES)
                    .mapToDouble(c -> IntStream.range(0, 16)
                            .mapToDouble(h -> head[h * CLASSES + c] * hidden[h])
                            .sum())
                    .toArray();
        };
    }

    private static PositionGrid grid(FakeSplit network, LabelMode mode, int label, float... values) {
        SplitAttribution attribution = new SplitAttribution(network, mode);
        return attribution.of(attribution.rows(image(values))[0], label);
    }

    private static PositionGrid grid(FakeSplit network, double step, int blocks, float... values) {
        SplitAttribution attribution = new SplitAttribution(network, LabelMode.MULTI_LABEL, step, blocks);
        return attribution.of(attribution.rows(image(values))[0], 0);
    }

    private static ImageBatch image(float... values) {
        FloatBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES * values.length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        buffer.put(0, values);
        return new ImageBatch(buffer, 1, 1, 1, values.length);
    }

    private float[] numbers(int count) {
        float[] numbers = new float[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return numbers;
    }
}
