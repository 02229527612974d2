package org.tl4j.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

class HeatMapTest {
    @Test
    void knowsItsPositionsAndSum() {
        HeatMap map = new HeatMap("ants", 2, 3, new double[] {0, 1, 2, 3, -4, 5});

        assertThat(map.value(1, 0)).isEqualTo(3);
        assertThat(map.sum()).isEqualTo(7);
        assertThat(map.largest()).isEqualTo(5);
        assertThat(new HeatMap("ants", 1, 1, new double[] {-1}).largest()).isZero();
    }

    @Test
    void itsShareIsSmallWhereMostBelongsToNoPosition() {
        double[] values = {3, -1};

        assertThat(new HeatMap("ants", 1, 2, values).share()).isEqualTo(1);
        assertThat(new HeatMap("ants", 1, 2, values, 6).share()).isEqualTo(0.25);
        assertThat(new HeatMap("ants", 1, 2, values, -6).share()).isEqualTo(0.25);
        assertThat(new HeatMap("ants", 1, 2, new double[2]).share()).isEqualTo(1);
        assertThat(new HeatMap("ants", 1, 2, new double[2], 1).share()).isZero();
    }

    @Test
    void hasAFiniteValueForEachPosition() {
        assertThatIllegalArgumentException().isThrownBy(() -> new HeatMap("ants", 2, 2, new double[3]));
        assertThatIllegalArgumentException().isThrownBy(() -> new HeatMap("ants", 1, 1, new double[] {Double.NaN}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeatMap("ants", 1, 1, new double[1], Double.POSITIVE_INFINITY));
    }

    @Test
    void anExplanationThatIsNotThereSaysWhy() {
        assertThatThrownBy(() -> new Explanation.Unavailable("it reads a class token").orThrow())
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("it reads a class token");
    }
}
