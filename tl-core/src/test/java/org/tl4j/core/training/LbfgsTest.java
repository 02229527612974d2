package org.tl4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
    @Test
    void findsTheMinimumOfAnIllConditionedQuadratic() {
        Lbfgs.Minimum minimum = new Lbfgs(500, 1e-9).minimise(LbfgsTest::quadratic, new double[20]);

        for (int i = 0; i < 20; i++) {
            assertThat(minimum.point()[i]).isCloseTo(i - 7.0, within(1e-6));
        }
        assertThat(minimum.iterations()).isLessThan(500);
        assertThat(minimum.converged()).isTrue();
    }

    @Test
    void searchThatRanOutOfIterationsHasNotConverged() {
        Lbfgs.Minimum minimum = new Lbfgs(3, 1e-9).minimise(LbfgsTest::quadratic, new double[20]);

        assertThat(minimum.iterations()).isEqualTo(3);
        assertThat(minimum.converged()).isFalse();
    }

    @Test
    void findsTheMinimumOfRosenbrocksValley() {
        Lbfgs.Minimum minimum = new Lbfgs(500, 1e-8).minimise(LbfgsTest::rosenbrock, new double[] {-1.2, 1});

        assertThat(minimum.point()).containsExactly(new double[] {1, 1}, within(1e-5));
    }

    @Test
    void stopsAtTheStartWhereTheGradientIsSmallAlready() {
        Lbfgs.Minimum minimum = new Lbfgs(10, 1).minimise(LbfgsTest::rosenbrock, new double[] {1, 1});

        assertThat(minimum.iterations()).isZero();
    }

    @Test
    void leavesTheStartAlone() {
        double[] start = {-1.2, 1};

        new Lbfgs(10, 1e-8).minimise(LbfgsTest::rosenbrock, start);

        assertThat(start).containsExactly(-1.2, 1);
    }

    private static double quadratic(double[] point, double[] gradient) {
        double value = 0;
        for (int i = 0; i < point.length; i++) {
            double curvature = Math.pow(1.5, i);
            double distance = point[i] - (i - 7.0);
            gradient[i] = curvature * distance;
            value += curvature * distance * distance / 2;
        }
        return value;
    }

    private static double rosenbrock(double[] point, double[] gradient) {
        double valley = point[1] - point[0] * point[0];
        gradient[0] = -2 * (1 - point[0]) - 400 * point[0] * valley;
        gradient[1] = 200 * valley;
        return (1 - point[0]) * (1 - point[0]) + 100 * valley * valley;
    }
}
