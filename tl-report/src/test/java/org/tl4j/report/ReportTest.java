package org.tl4j.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.learner.TrainingReport;

class ReportTest {
    private static final List<String> INSECTS = List.of("ants", "bees", "wasps");
    private static final int LARGEST = 5_000_000;

    @Test
    void hasASectionForEachQuestion() {
        Report report = report(Examples.single(INSECTS, 60));
        assertThat(report.sections().stream().map(Section::id))
                .containsExactly(
                        "mistakes",
                        "confusion",
                        "classes",
                        "least-certain",
                        "reliability",
                        "decision",
                        "examples",
                        "about");
        assertThat(report.html()).contains("<h1><bdi>model.tlz</bdi></h1>", "class ants has 3 training images");
    }

    @Test
    void ofSeveralLabelsHasTheOnesThatFit() {
        assertThat(report(Examples.several(INSECTS, 40)).sections().stream().map(Section::id))
                .containsExactly("mistakes", "classes", "together", "reliability", "decision", "about");
    }

    @Test
    void theAccuracyIsThatOfTheImages() {
        TrainingReport trained = Examples.single(INSECTS, 60);
        long right = trained.heldOut().orElseThrow().images().stream()
                .filter(image -> {
                    float[] said = image.probabilities();
                    int actual = INSECTS.indexOf(image.actual().label());
                    return IntStream.range(0, said.length)
                            .allMatch(i -> said[i] < said[actual] || (said[i] == said[actual] && i >= actual));
                })
                .count();
        assertThat(report(trained).html()).contains("It is right for " + right + " of 60 validation images");
    }

    @Test
    void isMarkedInItsFirstLines() {
        assertThat(report(Examples.single(INSECTS, 60)).html().substring(0, 2000))
                .contains(Report.MARK);
    }

    @Test
    void equalContentsGiveEqualBytes() {
        assertThat(report(Examples.single(INSECTS, 60)).html())
                .isEqualTo(report(Examples.single(INSECTS, 60)).html());
    }

    @Test
    void staysBelowItsSizeWithManyClassesAndImages() {
        List<String> names = IntStream.range(0, 1000)
                .mapToObj(i -> "class " + i + " <&\">" + "long ".repeat(1000))
                .toList();
        String html = report(Examples.single(names, 2000)).html();
        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LARGEST);
        assertThat(html).contains("data:image/jpeg");
    }

    @Test
    void staysBelowItsSizeWithManyLabels() {
        List<String> names = IntStream.range(0, 60)
                .mapToObj(i -> "label " + i + "<\u202E>".repeat(500))
                .toList();
        assertThat(report(Examples.several(names, 200)).html().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(LARGEST);
    }

    @Test
    void hostileNamesStayText() {
        List<String> names = List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "\u202Egpj.tac\u2066",
                "'; } </style><!--",
                "a\nb\r\nc\u0000",
                "x".repeat(5000));
        String html = report(Examples.single(names, 60)).html();
        assertThat(html)
                .doesNotContain("<script>alert", "<img", "\u202E", "\u2066", "</style><!--", "x".repeat(400), "\u0000")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "\\u202egpj.tac", "a\\nb");
        assertThat(count(html, "<script")).isEqualTo(1);
        assertThat(count(html, "<style")).isEqualTo(1);
    }

    @Test
    void asksForNothingAndRunsNothingElse() {
        String html = report(Examples.single(INSECTS, 60)).html();
        assertThat(html)
                .contains("default-src 'none'", "script-src 'sha256-", "style-src 'sha256-")
                .doesNotContain("unsafe-inline", "http://", "https://", " style=", " src=")
                .doesNotContainPattern(" on[a-z]+=");
    }

    @Test
    void eachImageIsThereOnceAndEachLinkHasATarget() {
        String html = report(Examples.single(INSECTS, 60)).html();
        List<String> identifiers = all(html, " id=\"([^\"]+)\"");
        assertThat(identifiers).doesNotHaveDuplicates();
        assertThat(identifiers).containsAll(all(html, " href=\"#([^\"]+)\""));
        assertThat(new HashSet<>(all(html, "base64,([^\"]{40})"))).hasSameSizeAs(all(html, "base64,([^\"]{40})"));
    }

    @Test
    void elementsAreClosedInTheirOrder() {
        for (TrainingReport trained : List.of(Examples.single(INSECTS, 60), Examples.several(INSECTS, 40))) {
            List<String> open = new ArrayList<>();
            Matcher tags = Pattern.compile("<(/?)([a-zA-Z0-9]+)[^>]*>")
                    .matcher(body(report(trained).html()));
            while (tags.find()) {
                if (Set.of("br", "input", "hr", "col").contains(tags.group(2))) {
                    continue;
                }
                if (tags.group(1).isEmpty()) {
                    open.add(tags.group(2));
                } else {
                    assertThat(open.remove(open.size() - 1)).isEqualTo(tags.group(2));
                }
            }
            assertThat(open).isEmpty();
        }
    }

    @Test
    void aSectionAloneBringsItsImages() {
        Section mistakes = report(Examples.single(INSECTS, 60)).sections().get(0);
        assertThat(mistakes.fragment()).startsWith("<svg class=\"definitions\"").contains("data:image/jpeg;base64,");
        assertThat(all(mistakes.fragment(), "<symbol id=\"([^\"]+)\""))
                .containsAll(all(mistakes.fragment(), "<use href=\"#([^\"]+)\""));
    }

    @Test
    void withoutReadableImagesTheRestIsThere() {
        ThumbnailReader broken = (location, side) -> {
            throw new DataException("image", "must be there", "nothing", "");
        };
        String html = Report.of(TrainingContents.of(Examples.single(INSECTS, 60), new TrainingHistory(), broken))
                .html();
        assertThat(html).contains("not shown", "id=\"confusion\"").doesNotContain("data:image");
    }

    @Test
    void foldersOfTheAuthorAreNotShown() {
        assertThat(report(Examples.single(INSECTS, 6)).html())
                .contains("ants/broken.jpg")
                .doesNotContain("home/me");
    }

    @Test
    void isWrittenAsOneFile(@TempDir Path folder) throws Exception {
        Report report = report(Examples.single(INSECTS, 60));
        Path file = folder.resolve("new").resolve("model.html");
        report.write(file);
        assertThat(Files.readString(file)).isEqualTo(report.html());
    }

    private static Report report(TrainingReport trained) {
        return Report.of(TrainingContents.of(trained, new TrainingHistory(), Examples.PHOTOS));
    }

    private static String body(String html) {
        return html.substring(html.indexOf("<main>"), html.indexOf("<footer>"));
    }

    private static int count(String html, String part) {
        return html.split(Pattern.quote(part), -1).length - 1;
    }

    private static List<String> all(String html, String pattern) {
        List<String> found = new ArrayList<>();
        Matcher matcher = Pattern.compile(pattern).matcher(html);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }
}
