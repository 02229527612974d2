package org.tl4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;

class CommandTermsTest {
    @ParameterizedTest
    @CsvSource({
        "NAME_WEIGHTS, name the file with --weights FILE",
        "FETCH_ELSEWHERE, on a machine with a network (`tl backbones fetch NAME --to FOLDER`)",
        "OFFLINE, 'nothing may be fetched (--offline, TL_OFFLINE)'",
        "CATALOGUE, one of those that `tl backbones` lists",
        "IMPORT_NETWORK, import the network by `tl backbones import`",
        "REPLACE_IMPORT, import it again with --replace",
        "TRAIN_BUNDLE, make the bundle again with tl train",
        "FIND_RATE, let `tl find-learning-rate` suggest one",
        "START_RUN, start the run again without --resume",
        "CHOOSE_RUN_FOLDER, choose another folder by --run-folder"
    })
    void eachTermBecomesItsOptionOrCommand(CallerTerm term, String expected) {
        assertThat(CommandTerms.in(term.words())).isEqualTo(expected);
    }

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
