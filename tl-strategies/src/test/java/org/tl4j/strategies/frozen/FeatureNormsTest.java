package org.tl4j.strategies.frozen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.network.Optimizer;

class FeatureNormsTest {
    @Test
    void normsAreMeansOverImages() {
        FeatureBatch features = FeatureBatch.allocate(2, 3);
        features.values().put(new float[] {1, -2, 3, 0, -4, 0});

        assertThat(FeatureNorms.of(features)).isEqualTo(new FeatureNorms(5, 15));
    }

    @Test
    void adamStepsAsFarAsFeaturesAddUp() {
        assertThat(new FeatureNorms(250, 1e9).headLimit(Optimizer.Kind.ADAMW)).isCloseTo(0.01, within(1e-9));
        assertThat(new FeatureNorms(250, 1e9).headLimit(Optimizer.Kind.ADAM)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void gradientDescentStepsAsFarAsTheirSquaresAddUp() {
        assertThat(new FeatureNorms(1e9, 250).headLimit(Optimizer.Kind.SGD)).isCloseTo(0.01, within(1e-9));
    }

    @Test
    void featuresThatAreAllZeroLimitNothing() {
        assertThat(new FeatureNorms(0, 0).headLimit(Optimizer.Kind.ADAMW)).isInfinite();
    }
}
