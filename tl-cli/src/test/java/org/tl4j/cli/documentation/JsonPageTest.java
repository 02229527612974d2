package org.tl4j.cli.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.cli.Captured;

/** The page on JSON names the fields that the commands write. */
class JsonPageTest {
    private final String page = Documents.text(Documents.at("docs/json.md"));

    @TempDir
    private Path home;

    private Captured command;

    @BeforeEach
    void start() {
        command = Captured.in(home);
    }

    @ParameterizedTest
    @CsvSource({
        "backbones, backbones",
        "backbones resnet20-garments, backbones NAME",
        "doctor, doctor",
        "completion, completion"
    })
    void namesTheFieldsOfACommand(String arguments, String row) {
        JsonNode document = command.document(
                Arrays.stream((arguments + " --json").split(" ")).toArray());
        JsonNode object = document.isArray() ? document.get(0) : document;

        assertThat(Captured.names(object))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(row(row)).contains("`" + field + "`"));
    }

    @Test
    void namesTheFieldsOfAnError() {
        command.run("backbones", "no-such-network", "--json");

        assertThat(Captured.names(command.json())).containsExactly("error");
        assertThat(Captured.names(command.json().get("error")))
                .isNotEmpty()
                .allSatisfy(field -> assertThat(row("error")).contains("`" + field + "`"));
    }

    /** Of a command; one backbone has the fields of the list besides its own. */
    private String row(String command) {
        return page.lines()
                .filter(line -> line.startsWith("| `" + command + "` |")
                        || (command.equals("error") && line.startsWith("| any"))
                        || (command.equals("backbones NAME") && line.startsWith("| `backbones` |")))
                .reduce("", String::concat);
    }
}
