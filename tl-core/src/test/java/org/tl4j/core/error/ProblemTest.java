package org.tl4j.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProblemTest {
    private static final String HOSTILE = "a\u001b]0;owned\u0007\u202eb\nc\u2028";

    @Test
    void theMessageIsOneSentence() {
        assertThat(new Problem("folds", "must be at least 2", "1", "take 5").message())
                .isEqualTo("folds must be at least 2, found 1; take 5");
        assertThat(new Problem("folds", "must be at least 2", "", "").message()).isEqualTo("folds must be at least 2");
    }

    @Test
    void everyPartIsShownEscaped() {
        String message = new Problem(HOSTILE, HOSTILE, HOSTILE, HOSTILE).message();

        assertThat(message.codePoints().noneMatch(Printable::mustBeEscaped)).isTrue();
        assertThat(message).contains("a\\u001b]0;owned\\u0007\\u202eb\\nc\\u2028");
    }

    @Test
    void everyPartIsBounded() {
        String megabytes = "x".repeat(5_000_000);

        assertThat(new Problem(megabytes, megabytes, megabytes, megabytes).message())
                .hasSizeLessThan(5 * Printable.LONGEST_QUOTE);
    }

    @Test
    void thePartsStayExact() {
        assertThat(new Problem(HOSTILE, "must be plain", "", "").subject()).isEqualTo(HOSTILE);
    }
}
