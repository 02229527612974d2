package org.tl4j.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestTest {
    @Test
    void countsLettersToChange() {
        assertThat(Nearest.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Nearest.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void saysNothingWhereNothingIsNear() {
        assertThat(Nearest.to("colour", List.of("folds", "seed"))).isEmpty();
        assertThat(Nearest.to("fold", List.of("folds", "seed"))).contains("folds");
    }

    @Test
    void partOfANameIsEnough() {
        List<String> names = List.of("resnet20-garments", "squeezenet1_1-imagenet");

        assertThat(Nearest.to("garmnts", names)).contains("resnet20-garments");
        assertThat(Nearest.to("sqeezenet", names)).contains("squeezenet1_1-imagenet");
        assertThat(Nearest.to("horses", names)).isEmpty();
    }

    @Property(tries = 200)
    void isAMetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(Nearest.distance(a, a)).isZero();
        assertThat(Nearest.distance(a, b)).isEqualTo(Nearest.distance(b, a));
        assertThat(Nearest.distance(a, c)).isLessThanOrEqualTo(Nearest.distance(a, b) + Nearest.distance(b, c));
    }
}
