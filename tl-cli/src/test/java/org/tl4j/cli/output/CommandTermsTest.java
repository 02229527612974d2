package org.tl4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;

class CommandTermsTest {
    @ParameterizedTest
    @EnumSource(CallerTerm.class)
    void theCommandNamesAnOptionOrACommandForEachTerm(CallerTerm term) {
        assertThat(CommandTerms.in("check it, or " + term.words()))
                .startsWith("check it, or ")
                .containsPattern("(--[a-z]|\\btl [a-z])");
    }

    @ParameterizedTest
    @EnumSource(CallerTerm.class)
    void noTermIsPartOfAnother(CallerTerm term) {
        assertThat(Arrays.stream(CallerTerm.values()).filter(other -> other != term))
                .noneMatch(other -> other.words().contains(term.words()));
    }

    @Test
    void whatWasFoundIsShownAsItIs() {
        String words = CallerTerm.NAME_WEIGHTS.words();
        Problem problem = CommandTerms.in(new Problem(words, words, words, words));

        assertThat(problem.subject()).isEqualTo(words);
        assertThat(problem.found()).isEqualTo(words);
        assertThat(problem.rule()).isEqualTo(problem.remedy()).contains("--weights FILE");
    }
}
