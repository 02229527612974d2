package org.tl4j.dl4j.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.dl4j.Started;

class LogisticRegressionTest {
    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void gradientIsTheSlopeOfTheLoss() {
        LabelledFeatures data = LogisticRegressionGolden.all().get(2).train();
        try (Workers workers = Workers.of("regression-test", 2);
                LogisticRegression regression =
                        new LogisticRegression(data, FeatureScaling.of(data.features()), workers, true)) {
            double[] point =
                    new Random(1).doubles(regression.parameters(), -1, 1).toArray();
            double[] gradient = new double[point.length];
            double[] unused = new double[point.length];
            regression.penalisedLoss(point, 0.3, gradient);

            for (int i = 0; i < point.length; i++) {
                double kept = point[i];
                point[i] = kept + 1e-6;
                double above = regression.penalisedLoss(point, 0.3, unused);
                point[i] = kept - 1e-6;
                double below = regression.penalisedLoss(point, 0.3, unused);
                point[i] = kept;
                assertThat(gradient[i]).isCloseTo((above - below) / 2e-6, within(1e-6));
            }
        }
    }
}
