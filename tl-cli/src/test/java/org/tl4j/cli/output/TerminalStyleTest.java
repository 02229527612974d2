package org.tl4j.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalStyleTest {
    private static final String SENTENCE =
            "The same images chose the settings of the training, so this is probably too high.";

    @Test
    void whatGoesElsewhereStaysAsItIs() {
        TerminalStyle style = TerminalStyle.of(Map.of("COLUMNS", "40"), false);

        assertThat(style.lines(SENTENCE)).containsExactly(SENTENCE);
        assertThat(style.lines("Warning: few images.")).containsExactly("Warning: few images.");
    }

    @Test
    void sentencesAreBrokenBetweenWordsAtTheWidth() {
        TerminalStyle style = TerminalStyle.of(Map.of("COLUMNS", "44"), true);

        assertThat(style.lines(SENTENCE))
                .containsExactly(
                        "The same images chose the settings of the", "  training, so this is probably too high.");
    }

    @Test
    void rowsOfTablesAndLongWordsStayWhole() {
        TerminalStyle style = TerminalStyle.of(Map.of("COLUMNS", "40"), true);
        String row = "  sunflower     0.912     0.889     0.900        36";
        String path = "/photos/a-folder-with-a-long-name/and-another-one/model.tlz";

        assertThat(style.lines(row)).containsExactly(row);
        assertThat(style.lines("Wrote " + path)).containsExactly("Wrote", "  " + path);
        assertThat(style.lines("")).containsExactly("");
    }

    @Test
    void aWidthThatIsNoWidthBreaksNothing() {
        assertThat(TerminalStyle.of(Map.of("COLUMNS", "wide"), true).lines(SENTENCE))
                .containsExactly(SENTENCE);
        assertThat(TerminalStyle.of(Map.of(), true).lines(SENTENCE)).containsExactly(SENTENCE);
    }

    @Test
    void warningsHaveAColourUnlessNoneIsWanted() {
        assertThat(TerminalStyle.of(Map.of(), true).lines("Warning: few images."))
                .containsExactly("\u001b[33mWarning: few images.\u001b[0m");
        assertThat(TerminalStyle.of(Map.of("NO_COLOR", "1"), true).lines("Warning: few images."))
                .containsExactly("Warning: few images.");
        assertThat(TerminalStyle.of(Map.of("NO_COLOR", ""), true).lines("Warning: few images."))
                .containsExactly("\u001b[33mWarning: few images.\u001b[0m");
    }
}
