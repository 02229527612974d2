package org.tl4j.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.Captured;

/** The table of backbones in the documents is what the catalogue says. */
class BackboneTableTest {
    private static final String REWRITE = "mvn -pl tl-cli -am test -Dtest=BackboneTableTest "
            + "-Dsurefire.failIfNoSpecifiedTests=false -Dtl.docs.write=true";
    private static final Pattern TABLE =
            Pattern.compile("(?s)(?<=<!-- backbones: [^\\n]{1,200} -->\\n).*?(?=<!-- end of backbones -->)");
    private static final long THOUSAND = 1000;

    @Test
    void isThatOfTheCatalogue(@TempDir Path home) throws IOException {
        Path page = Documents.at("docs/backbones.md");
        String text = Documents.text(page);
        String table = table(Captured.in(home).document("backbones", "--json"));
        Matcher shown = TABLE.matcher(text);
        assertThat(shown.find()).as("%s has the marks of the table", page).isTrue();

        if (Boolean.getBoolean("tl.docs.write")) {
            Files.writeString(page, text.substring(0, shown.start()) + table + text.substring(shown.end()));
        } else {
            assertThat(difference(shown.group(), table))
                    .as("the table of backbones in %s; this command writes it:%n%s%n", page, REWRITE)
                    .isEmpty();
            assertThat(shown.group()).as("the order of its rows").isEqualTo(table);
        }
    }

    /** Rows of the page that the catalogue does not give, and the other way round. */
    private static List<String> difference(String shown, String expected) {
        return Stream.concat(
                        shown.lines().filter(row -> !expected.contains(row)).map(row -> "- " + row),
                        expected.lines().filter(row -> !shown.contains(row)).map(row -> "+ " + row))
                .toList();
    }

    private static String table(JsonNode backbones) {
        StringBuilder table = new StringBuilder("""
                | name | input | parameters | multiply-adds | pretrained on | weights | licence |
                |---|---|---|---|---|---|---|
                """);
        for (JsonNode backbone : backbones) {
            StringJoiner row = new StringJoiner(" | ", "| ", " |\n");
            JsonNode input = backbone.get("input");
            row.add("`" + backbone.get("name").asText() + "`")
                    .add(input.get("width").asText() + "x" + input.get("height").asText())
                    .add(shortened(backbone, "parameters"))
                    .add(shortened(backbone, "multiplyAdds"))
                    .add(backbone.get("trainedOn").asText().replaceFirst(":.*", ""))
                    .add(weights(backbone))
                    .add(backbone.get("licence").asText());
            table.append(row);
        }
        return table.toString();
    }

    private static String weights(JsonNode backbone) {
        if (backbone.get("embedded").asBoolean()) {
            return "embedded";
        }
        return backbone.hasNonNull("address") ? "downloaded" : "you bring them";
    }

    /** Three digits and a unit. */
    private static String shortened(JsonNode backbone, String field) {
        if (!backbone.hasNonNull(field)) {
            return "?";
        }
        BigDecimal value = BigDecimal.valueOf(backbone.get(field).asLong()).round(new MathContext(3));
        String unit = "";
        for (String next : new String[] {" k", " M", " G"}) {
            if (value.compareTo(BigDecimal.valueOf(THOUSAND)) < 0) {
                break;
            }
            value = value.divide(BigDecimal.valueOf(THOUSAND));
            unit = next;
        }
        int digitsBefore = value.precision() - value.scale();
        return value.setScale(Math.max(0, 3 - digitsBefore)).toPlainString() + unit;
    }
}
