package org.tl4j.strategies.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.error.DataException;
import org.tl4j.core.network.ExampleBatch;
import org.tl4j.core.training.LossSettings;
import org.tl4j.strategies.extraction.Fakes;

class BatchSupplyTest {
    private static final int COUNT = 23;

    @Test
    void everyExampleComesOnceAnEpochInAnOrderOfItsOwn() {
        BatchSupply supply = supply(1);
        List<Float> first = inputs(supply, 1, 0);
        List<Float> second = inputs(supply, 2, 0);

        assertThat(first).hasSize(COUNT).doesNotHaveDuplicates();
        assertThat(second).containsExactlyInAnyOrderElementsOf(first).isNotEqualTo(first);
        assertThat(inputs(supply(1), 1, 0)).isEqualTo(first);
        assertThat(inputs(supply(2), 1, 0)).isNotEqualTo(first);
    }

    @Test
    void epochResumesFromAnyBatch() {
        List<Float> whole = inputs(supply(1), 3, 0);

        assertThat(inputs(supply(1), 3, 2)).isEqualTo(whole.subList(10, COUNT));
    }

    @Test
    void noMoreBatchesComeThanAreWanted() {
        List<Integer> taken = new ArrayList<>();
        supply(1).epoch(1, 0, (number, batch) -> {
            taken.add(number);
            return number < 1;
        });

        assertThat(taken).containsExactly(0, 1);
    }

    @Test
    void exampleThatCannotBeReadIsReported() {
        Examples broken = new Indexed() {
            @Override
            public void load(int index, long seed, FloatBuffer target) {
                throw new DataException("image 7", "must be whole", "half of one", "");
            }
        };

        assertThatThrownBy(() -> inputs(supply(broken, 0), 1, 0)).isInstanceOf(DataException.class);
    }

    @Test
    void randomChangesDifferByEpochAndExample() {
        Set<Long> seeds = ConcurrentHashMap.newKeySet();
        Examples recording = new Indexed() {
            @Override
            public void load(int index, long seed, FloatBuffer target) {
                seeds.add(seed);
            }
        };
        BatchSupply supply = supply(recording, 0);
        inputs(supply, 1, 0);
        inputs(supply, 2, 0);

        assertThat(seeds).hasSize(2 * COUNT);
    }

    @Test
    void examplesAreNeverLoadedByWhoTakesThem() {
        Set<Thread> loading = ConcurrentHashMap.newKeySet();
        Examples recording = new Indexed() {
            @Override
            public void load(int index, long seed, FloatBuffer target) {
                loading.add(Thread.currentThread());
            }
        };
        BatchSupply supply = supply(recording, 0);
        for (int epoch = 1; epoch <= 100; epoch++) {
            inputs(supply, epoch, 0);
            new ValidationEvaluator(Fakes.WORKERS, recording).of(new FakeNetwork(step -> 1, step -> 1));
        }

        assertThat(loading).isNotEmpty().doesNotContain(Thread.currentThread());
    }

    @Test
    void smoothedTargetsSumToOne() {
        FloatBuffer row = FloatBuffer.allocate(4);
        Targets.of(new LossSettings(0.2, false, 0), LabelMatrix.single(new int[] {2}, 4))
                .write(0, row);

        assertThat(row.array()).containsExactly(new float[] {0.05f, 0.05f, 0.85f, 0.05f}, within(1e-7f));
    }

    @Test
    void eachOfSeveralLabelsHasATargetForItsPresenceAndItsAbsence() {
        LabelMatrix several =
                LabelMatrix.multiple(List.of(List.of(LabelState.PRESENT, LabelState.ABSENT, LabelState.UNKNOWN)), 3);
        Targets targets = Targets.of(new LossSettings(0.2, false, 0), several);
        FloatBuffer row = FloatBuffer.allocate(targets.width());
        targets.write(0, row);

        assertThat(row.array()).containsExactly(new float[] {0.9f, 0.1f, 0, 0.1f, 0.9f, 0}, within(1e-7f));
    }

    @Test
    void presenceAndAbsenceOfALabelWeighTheSameInTotal() {
        LabelMatrix rare = LabelMatrix.multiple(
                IntStream.range(0, 10)
                        .mapToObj(row -> List.of(
                                row < 2 ? LabelState.PRESENT : LabelState.ABSENT,
                                row < 4 ? LabelState.UNKNOWN : LabelState.PRESENT))
                        .toList(),
                2);
        Targets targets = Targets.of(new LossSettings(0, true, 0), rare);

        assertThat(targets.weights()).containsExactly(new double[] {2.5, 1}, within(1e-12));
        assertThat(targets.absences()).containsExactly(new double[] {0.625, 1}, within(1e-12));
    }

    @Test
    void classesOfFewImagesWeighMore() {
        LabelMatrix unbalanced = LabelMatrix.single(
                IntStream.range(0, COUNT).map(index -> index < 20 ? 0 : 1).toArray(), 3);
        double[] weights = Targets.of(new LossSettings(0, true, 0), unbalanced).weights();

        // 23 images, two classes that are there: each counts as 11.5
        assertThat(weights).containsExactly(new double[] {23 / 40.0, 23 / 6.0, 0}, within(1e-12));
        assertThat(20 * weights[0] + 3 * weights[1]).isCloseTo(COUNT, within(1e-9));
    }

    @Test
    void mixingKeepsSumsOfInputsAndTargets() {
        ExampleBatch batch = ExampleBatch.allocate(3, 1, 2);
        for (int i = 0; i < 3; i++) {
            batch.input(i).put(0, i);
            batch.target(i).put(i % 2, 1);
        }
        Mixup.mix(batch, 0.4, new SplittableRandom(5));

        float share = batch.input(0).get(0) / 2;
        assertThat(share).isBetween(0f, 1f);
        assertThat(batch.input(2).get(0)).isCloseTo(2 * (1 - share), within(1e-6f));
        assertThat(batch.input(1).get(0)).isEqualTo(1);
        for (int i = 0; i < 3; i++) {
            assertThat(batch.target(i).get(0) + batch.target(i).get(1)).isCloseTo(1, within(1e-6f));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 3})
    void sharesHaveTheMomentsOfTheBetaDistribution(double alpha) {
        SplittableRandom random = new SplittableRandom(1);
        double[] draws = DoubleStream.generate(() -> Mixup.beta(alpha, random))
                .limit(20_000)
                .toArray();
        double mean = DoubleStream.of(draws).average().orElseThrow();
        double variance = DoubleStream.of(draws)
                .map(draw -> (draw - mean) * (draw - mean))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(0.5, within(0.01));
        assertThat(variance).isCloseTo(1 / (4 * (2 * alpha + 1)), within(0.005));
    }

    @Test
    void ordersArePermutations() {
        int[] order = new Seeds(3).order(7, 100);

        assertThat(order).hasSize(100).doesNotHaveDuplicates();
    }

    private static BatchSupply supply(long seed) {
        return supply(new Indexed(), seed);
    }

    private static BatchSupply supply(Examples examples, long seed) {
        return new BatchSupply(
                Fakes.WORKERS, examples, 5, Targets.of(LossSettings.PLAIN, examples.targets()), 0, new Seeds(seed));
    }

    private static List<Float> inputs(BatchSupply supply, int epoch, int first) {
        List<Float> inputs = new ArrayList<>();
        supply.epoch(epoch, first, (number, batch) -> {
            for (int i = 0; i < batch.examples(); i++) {
                inputs.add(batch.input(i).get(0));
            }
            return true;
        });
        return inputs;
    }

    /** Examples that are their numbers. */
    private static class Indexed implements Examples {
        @Override
        public int count() {
            return COUNT;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public LabelMatrix targets() {
            return LabelMatrix.single(
                    IntStream.range(0, COUNT).map(index -> index % 2).toArray(), 2);
        }

        @Override
        public void load(int index, long seed, FloatBuffer target) {
            target.put(0, index);
        }
    }
}
