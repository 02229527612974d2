package org.tl4j.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader finds everything from the first page on. */
class PagesTest {
    private static final Pattern LINK = Pattern.compile("\\]\\((?!https?:)(?<file>[^)#]*)(?:#(?<section>[^)]*))?\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");
    private static final int LONGEST_FIRST_PAGE = 8_500;

    static Stream<Path> pages() {
        return Documents.pages().stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void leadWhereTheirLinksSay(Path page) {
        Matcher link = LINK.matcher(Documents.text(page));
        while (link.find()) {
            Path target = link.group("file").isEmpty()
                    ? page
                    : page.resolveSibling(link.group("file")).normalize();
            assertThat(target).as("%s in %s", link.group(), page).exists();
            if (link.group("section") != null) {
                assertThat(sections(target)).as("%s in %s", link.group(), page).contains(link.group("section"));
            }
        }
    }

    @Test
    void theIndexNamesEveryPage() throws IOException {
        String index = Documents.text(Documents.at("docs/README.md"));
        try (Stream<Path> pages = Files.list(Documents.at("docs"))) {
            assertThat(pages.map(page -> page.getFileName().toString()).filter(name -> !name.equals("README.md")))
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(index).contains("](" + name + ")"));
        }
    }

    @Test
    void theFirstPageIsShort() throws IOException {
        assertThat(Files.size(Documents.at("README.md"))).isLessThanOrEqualTo(LONGEST_FIRST_PAGE);
    }

    /** As GitHub makes them from headings. */
    private static Set<String> sections(Path page) {
        return HEADING.matcher(Documents.text(page))
                .results()
                .map((MatchResult heading) -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}
