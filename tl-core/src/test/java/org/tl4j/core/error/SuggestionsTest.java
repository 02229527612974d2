package org.tl4j.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionsTest {
    @Test
    void countsLettersToChange() {
        assertThat(Suggestions.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Suggestions.distance("", "abc")).isEqualTo(3);
    }

    @Test
    void saysNothingWhereNothingIsNear() {
        assertThat(Suggestions.to("colour", List.of("folds", "seed"))).isEmpty();
        assertThat(Suggestions.to("fold", List.of("folds", "seed"))).contains("folds");
    }

    @Test
    void partOfANameIsEnough() {
        List<String> names = List.of("resnet20-garments", "squeezenet1_1-imagenet");

        assertThat(Suggestions.to("garmnts", names)).contains("resnet20-garments");
        assertThat(Suggestions.to("sqeezenet", names)).contains("squeezenet1_1-imagenet");
        assertThat(Suggestions.to("horses", names)).isEmpty();
    }

    @Property(tries = 200)
    void isAMetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(Suggestions.distance(a, a)).isZero();
        assertThat(Suggestions.distance(a, b)).isEqualTo(Suggestions.distance(b, a));
        assertThat(Suggestions.distance(a, c))
                .isLessThanOrEqualTo(Suggestions.distance(a, b) + Suggestions.distance(b, c));
    }
}
