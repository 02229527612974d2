package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.network.Optimizer;
import org.tl4j.dl4j.Started;

/** The rule for blocks of flat values is ND4J's. */
class UpdateRuleTest {
    private static final int VALUES = FlatParameter.BLOCK + 37;

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @ParameterizedTest
    @EnumSource(Optimizer.Kind.class)
    void blocksChangeAsArraysDo(Optimizer.Kind kind) {
        Optimizer optimizer = new Optimizer(kind, 0.9, 0, 0, 0);
        Random random = new Random(1);
        try (UpdateRule arrays = new UpdateRule(optimizer, VALUES);
                UpdateRule blocks = new UpdateRule(optimizer, VALUES)) {
            for (int step = 0; step < 4; step++) {
                float[] gradient = new float[VALUES];
                for (int i = 0; i < VALUES; i++) {
                    gradient[i] = (float) random.nextGaussian();
                }
                double rate = 0.1 / (step + 1);
                try (INDArray expected = Nd4j.create(gradient, new long[] {1, VALUES}, 'c')) {
                    arrays.apply(expected, rate);
                    assertThat(changes(blocks, gradient, rate))
                            .containsExactly(expected.data().asFloat(), within(1e-5f));
                }
                assertThat(blocks.memory()).containsExactly(arrays.memory(), within(1e-5f));
                assertThat(blocks.rate()).isEqualTo(arrays.rate());
            }
        }
    }

    private static float[] changes(UpdateRule rule, float[] gradient, double rate) {
        float[] changes = gradient.clone();
        FlatParameter.Rule flat = rule.ofBlocks(rate, rule.nextStep(rate));
        for (int from = 0; from < VALUES; from += FlatParameter.BLOCK) {
            int count = Math.min(FlatParameter.BLOCK, VALUES - from);
            float[] block = new float[FlatParameter.BLOCK];
            System.arraycopy(changes, from, block, 0, count);
            flat.apply(block, block, from, count);
            System.arraycopy(block, 0, changes, from, count);
        }
        return changes;
    }
}
