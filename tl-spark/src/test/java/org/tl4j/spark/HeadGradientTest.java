package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.apache.spark.SparkConf;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.serializer.SerializerInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;
import scala.reflect.ClassTag;

class HeadGradientTest {
    private static final int ROWS = 12;
    private static final int INPUTS = 3;
    private static final int LABELS = 2;

    private static FeatureBlock block(LabelMode mode, int from, int to) {
        SplittableRandom random = new SplittableRandom(3);
        float[] features = new float[ROWS * INPUTS];
        double[] targets = new double[ROWS * LABELS];
        for (int i = 0; i < features.length; i++) {
            features[i] = (float) random.nextDouble(1, 4);
        }
        for (int i = 0; i < targets.length; i++) {
            targets[i] = i % 7 == 3 ? Double.NaN : random.nextInt(2);
        }
        int rows = to - from;
        float[] part = new float[rows * INPUTS];
        System.arraycopy(features, from * INPUTS, part, 0, part.length);
        int each = mode == LabelMode.SINGLE_LABEL ? 1 : LABELS;
        double[] labels = new double[rows * each];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = mode == LabelMode.SINGLE_LABEL ? (from + i) % LABELS : targets[from * LABELS + i];
        }
        return new FeatureBlock(part, labels, rows);
    }

    private static HeadProblem problem(HeadStatistics statistics) {
        return HeadProblem.of(statistics, true);
    }

    private static double loss(FeatureBlock block, HeadProblem problem, double[] parameters, double[] gradient) {
        return new HeadGradient().add(block, problem, parameters).penalised(parameters, INPUTS * LABELS, 0.1, gradient);
    }

    @ParameterizedTest
    @EnumSource
    void theGradientIsThatOfFiniteDifferences(LabelMode mode) {
        FeatureBlock all = block(mode, 0, ROWS);
        HeadProblem problem = problem(new HeadStatistics(mode).add(all));
        double[] parameters = {0.3, -0.2, 0.1, 0.5, -0.4, 0.2, 0.7, -0.1};
        double[] gradient = new double[parameters.length];
        loss(all, problem, parameters, gradient);

        double[] ignored = new double[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            double step = 1e-5;
            double[] more = parameters.clone();
            more[i] += step;
            double[] less = parameters.clone();
            less[i] -= step;
            double difference = (loss(all, problem, more, ignored) - loss(all, problem, less, ignored)) / (2 * step);
            assertThat(gradient[i]).isCloseTo(difference, within(1e-8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void partitionsSumToTheWhole(LabelMode mode) {
        FeatureBlock all = block(mode, 0, ROWS);
        HeadStatistics whole = new HeadStatistics(mode).add(all);
        HeadStatistics parts = new HeadStatistics(mode)
                .merge(new HeadStatistics(mode).add(block(mode, 0, 5)))
                .merge(new HeadStatistics(mode).add(block(mode, 5, ROWS)));

        assertThat(parts.rows()).isEqualTo(ROWS);
        assertThat(parts.mean()).containsExactly(whole.mean(), within(1e-12));
        assertThat(parts.scale()).isCloseTo(whole.scale(), within(1e-12));
        for (int label = 0; label < LABELS; label++) {
            assertThat(parts.present(label)).isEqualTo(whole.present(label));
        }
    }

    @Test
    void atZeroTheLossOfTwoClassesIsTheLogarithmOfTwo() {
        FeatureBlock all = block(LabelMode.SINGLE_LABEL, 0, ROWS);
        HeadProblem problem = problem(new HeadStatistics(LabelMode.SINGLE_LABEL).add(all));

        assertThat(loss(all, problem, new double[8], new double[8])).isCloseTo(Math.log(2), within(1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfSeveralWidthsAreRefusedInAPartitionAndBetweenThem(LabelMode mode) {
        HeadStatistics narrow = new HeadStatistics(mode).add(new FeatureBlock(new float[] {1}, new double[] {1}, 1));
        FeatureBlock wide = new FeatureBlock(new float[] {1, 2}, new double[] {0}, 1);

        assertThatThrownBy(() -> narrow.add(wide)).hasMessageContaining("features must be of one width in all rows");
        assertThatThrownBy(() -> narrow.merge(new HeadStatistics(mode).add(wide)))
                .hasMessageContaining("features must be of one width in all rows");
    }

    @Test
    void rowsWithOtherNumbersOfLabelsAreRefused() {
        FeatureBlock one = new FeatureBlock(new float[] {1}, new double[] {1}, 1);
        FeatureBlock two = new FeatureBlock(new float[] {1}, new double[] {1, 0}, 1);
        HeadStatistics statistics = new HeadStatistics(LabelMode.MULTI_LABEL).add(one);

        assertThatThrownBy(() -> statistics.add(two)).hasMessage("labels must be as many in all rows, found 1 and 2");
        assertThatThrownBy(() -> statistics.merge(new HeadStatistics(LabelMode.MULTI_LABEL).add(two)))
                .hasMessage("labels must be as many in all rows, found 1 and 2");
    }

    @Test
    void classesThatDoNotOccurHaveLogitsButDoNotCount() {
        HeadStatistics statistics = new HeadStatistics(LabelMode.SINGLE_LABEL)
                .add(new FeatureBlock(new float[] {1, 2}, new double[] {5, 5}, 2));

        assertThat(statistics.classes()).isEqualTo(6);
        assertThat(statistics.occurring()).isOne();
    }

    /** As an executor receives it where {@code spark.serializer} is that of Kryo. */
    private static <T> T received(T sent, Class<T> type) {
        SerializerInstance kryo = new KryoSerializer(new SparkConf()).newInstance();
        ClassTag<T> tag = ClassTag.apply(type);
        return kryo.deserialize(kryo.serialize(sent, tag), tag);
    }

    @ParameterizedTest
    @EnumSource
    void whatTravelsPassesThroughKryo(LabelMode mode) {
        FeatureBlock block = block(mode, 0, ROWS);
        HeadProblem problem = problem(new HeadStatistics(mode).add(block));
        double[] parameters = {0.3, -0.2, 0.1, 0.5, -0.4, 0.2, 0.7, -0.1};
        double[] gradient = new double[parameters.length];
        double loss = loss(block, problem, parameters, gradient);

        FeatureBlock sentBlock = received(block, FeatureBlock.class);
        HeadStatistics sentStatistics = received(new HeadStatistics(mode).add(sentBlock), HeadStatistics.class);
        HeadGradient sentGradient = received(
                new HeadGradient().add(sentBlock, received(problem(sentStatistics), HeadProblem.class), parameters),
                HeadGradient.class);

        double[] found = new double[parameters.length];
        assertThat(sentGradient.penalised(parameters, INPUTS * LABELS, 0.1, found))
                .isEqualTo(loss);
        assertThat(found).isEqualTo(gradient);
    }

    @Test
    void aHeadPassesThroughKryo() {
        HeadParameters head = HeadParameters.of(
                new DistributedFit.Result(new LinearHead(1, 2, new float[] {1, -1}, new float[] {0, 0}), 0.5, 7, true));

        assertThat(received(head, HeadParameters.class).probabilities(new float[] {2}))
                .isEqualTo(head.probabilities(new float[] {2}));
    }
}
