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
    void rateIsLoweredWhereAStepMovesALogitTooFar() {
        assertThat(new FeatureNorms(250, 1e9).headFactor(Optimizer.Kind.ADAMW, 0.01))
                .isEqualTo(1);
        assertThat(new FeatureNorms(2500, 0).headFactor(Optimizer.Kind.ADAMW, 0.01))
                .isCloseTo(0.1, within(1e-9));
    }

    @Test
    void gradientDescentStepsAsFarAsFeaturesAreLarge() {
        assertThat(new FeatureNorms(0, 2500).headFactor(Optimizer.Kind.SGD, 0.01))
                .isCloseTo(0.1, within(1e-9));
    }

    @Test
    void featuresThatAreAllZeroSlowNothingDown() {
        assertThat(new FeatureNorms(0, 0).headFactor(Optimizer.Kind.ADAMW, 0.01))
                .isEqualTo(1);
    }
}
