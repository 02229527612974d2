package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tl4j.core.inspection.DataMap;

class TsneTest {
    @Test
    void aTreeWithoutApproximationGivesTheSumOverAllPoints() {
        Random random = new Random(1);
        double[] xs = random.doubles(60, -3, 3).toArray();
        double[] ys = random.doubles(60, -3, 3).toArray();
        xs[7] = xs[6];
        ys[7] = ys[6];
        QuadTree tree = new QuadTree(xs, ys);
        double[] force = new double[2];
        for (int i = 0; i < xs.length; i++) {
            double expected = 0;
            double expectedX = 0;
            for (int j = 0; j < xs.length; j++) {
                if (i != j) {
                    double x = xs[i] - xs[j];
                    double y = ys[i] - ys[j];
                    double kernel = 1 / (1 + x * x + y * y);
                    expected += kernel;
                    expectedX += kernel * kernel * x;
                }
            }
            double sum = tree.repulsion(i, 0, force);
            // points in one place stay together, and count themselves once
            assertThat(sum).isCloseTo(i == 6 || i == 7 ? expected + 1 : expected, within(1e-9));
            assertThat(force[0]).isCloseTo(expectedX, within(1e-9));
        }
    }

    @Test
    void neighboursHaveTheEntropyThatIsAskedFor() {
        float[] similarities = new float[30];
        for (int k = 0; k < similarities.length; k++) {
            similarities[k] = -(k + 1) * (k + 1) / 10f;
        }
        double[] row = Affinities.conditional(similarities, Math.log(8));
        double entropy = 0;
        double sum = 0;
        for (double p : row) {
            entropy -= p > 0 ? p * Math.log(p) : 0;
            sum += p;
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
        assertThat(Math.exp(entropy)).isCloseTo(8, within(1e-3));
    }

    @Test
    void groupsStayTogetherAndTheMapIsAlwaysTheSame() {
        UnitRows rows = UnitRows.of(Inspected.features(Inspected.clusters(150, 3, 20, 0.2, 5)));
        DataMap map = MapLayout.of(rows);
        assertThat(map.method()).isEqualTo(DataMap.Method.TSNE);
        assertThat(map.points()).hasSize(150).allMatch(point -> point.x() >= 0 && point.x() <= 1);
        assertThat(MapLayout.of(rows)).isEqualTo(map);
        int right = 0;
        for (DataMap.Point one : map.points()) {
            DataMap.Point nearest = map.points().stream()
                    .filter(other -> other.image() != one.image())
                    .min((a, b) -> Double.compare(distance(one, a), distance(one, b)))
                    .orElseThrow();
            right += one.image() % 3 == nearest.image() % 3 ? 1 : 0;
        }
        assertThat(right).isGreaterThan(147);
    }

    @Test
    void aHandfulOfImagesIsShownByPrincipalComponents() {
        UnitRows rows = UnitRows.of(Inspected.features(Inspected.clusters(6, 2, 8, 0.5, 6)));
        assertThat(MapLayout.of(rows).method()).isEqualTo(DataMap.Method.PRINCIPAL_COMPONENTS);
    }

    private static double distance(DataMap.Point one, DataMap.Point other) {
        return Math.hypot(one.x() - other.x(), one.y() - other.y());
    }
}
