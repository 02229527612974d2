package org.tl4j.core.backbone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenSequenceTest {
    @ParameterizedTest
    @CsvSource({"196, 0", "197, 1", "257, 1", "261, 5", "201, 5", "5, 1", "4, 0"})
    void patchesFillASquareBehindTheOtherTokens(int tokens, long before) {
        assertThat(new TokenSequence(tokens, 8).tokensBeforePatches()).hasValue(before);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "6", "198", "77"})
    void otherNumbersAreOfUnknownTokens(int tokens) {
        assertThat(new TokenSequence(tokens, 8).tokensBeforePatches()).isEmpty();
    }
}
