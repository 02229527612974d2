package org.tl4j.application.predictions;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelFoldersTest {
    @Test
    void aNameThatEverySystemTakesIsTheFolder() {
        assertThat(folders("ants", "hot dog", "Löwe")).containsExactly("ants", "hot dog", "Löwe");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                ".",
                "a/b",
                "../a",
                "a\\b",
                "C:",
                "con",
                "NUL.txt",
                "lpt1",
                "end.",
                "end ",
                " begin",
                ".hidden",
                "tab\tbed",
                "null\u0000",
                "a\u202Eb",
                "unsure",
                "Unfamiliar",
                "no-label",
                "a|b",
                "what?",
                "*"
            })
    void anyOtherNameIsMadeSafe(String label) {
        String folder = folders(label).get(0);

        assertThat(folder)
                .isNotEqualTo(label)
                .matches("[^/\\\\:*?\"<>|\\p{Cntrl}]+-[0-9a-f]{8}")
                .doesNotStartWith(".")
                .doesNotMatch("(?i)(con|nul|lpt1)(\\..*)?");
        assertThat(Path.of("into").resolve(folder).normalize()).hasParentRaw(Path.of("into"));
    }

    @Test
    void namesThatDifferInCapitalsAloneAreApart() {
        assertThat(folders("ants", "Ants", "ANTS")).doesNotHaveDuplicates().noneMatch("ants"::equals);
    }

    @Test
    void aLongNameIsCut() {
        assertThat(folders("\uD83D\uDC1C".repeat(300), "\uD83D\uDC1C".repeat(301)))
                .doesNotHaveDuplicates()
                .allMatch(name -> name.codePointCount(0, name.length()) < 80);
    }

    @Property(tries = 300)
    void noTwoLabelsShareAFolder(@ForAll @Size(max = 20) Set<@NotEmpty String> labels) {
        List<String> all = new ArrayList<>(labels);
        all.addAll(folders("a/b", "unsure"));
        all.add("a/b");
        List<String> distinct = List.copyOf(new HashSet<>(all));

        assertThat(folders(distinct.toArray(String[]::new)).stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .doesNotHaveDuplicates();
    }

    private static List<String> folders(String... labels) {
        LabelFolders folders = new LabelFolders(List.of(labels));
        return List.of(labels).stream().map(folders::of).toList();
    }
}
