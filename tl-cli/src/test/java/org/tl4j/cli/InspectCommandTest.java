package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.cli.output.ExitCodes;

/** {@code tl inspect}, on images of two colours. */
class InspectCommandTest {
    @TempDir
    private Path folder;

    private Path data;
    private Captured command;

    @BeforeEach
    void start() throws IOException {
        data = folder.resolve("data");
        ColouredImages.write(data, 12, 1);
        Files.copy(data.resolve("red/image-03.png"), data.resolve("blue/a copy.png"));
        Files.writeString(data.resolve("red/broken.png"), "no image");
        command = Captured.in(folder);
    }

    @Test
    void findsACopyWithAnotherLabelAndAShortcutAndWritesAllFiles() throws IOException {
        Path page = folder.resolve("found.html");
        Path csv = folder.resolve("found.csv");

        JsonNode found = command.document("inspect", data, "--no-backbone", "--report", page, "--csv", csv, "--json");

        assertThat(found.at("/exactCopies/0/sameLabels").asBoolean()).isFalse();
        assertThat(found.get("skipped").asInt()).isEqualTo(1);
        assertThat(found.get("limits"))
                .anyMatch(limit -> limit.get("reason").asText().equals("no-features"));
        assertThat(Files.readString(page)).contains("Exact copies").doesNotContain("<script>alert");
        assertThat(Files.readString(csv)).contains("exact-copy");
    }

    @Test
    void pageAndTableMustBeDifferentFiles() {
        Path page = folder.resolve("found.html");
        Path same = folder.resolve("data/../found.html");

        int code = command.run("inspect", data, "--no-backbone", "--report", page, "--csv", same);

        assertThat(code).isEqualTo(ExitCodes.USAGE);
        assertThat(command.err()).contains("--csv must be another file than that of --report");
        assertThat(page).doesNotExist();
    }

    @Test
    void aPageThatCannotBeWrittenLosesNoFindings() throws IOException {
        Path csv = folder.resolve("found.csv");
        // the table takes the place of the folder of the page, after both places were checked
        Path page = csv.resolve("found.html");

        int code = command.run("inspect", data, "--no-backbone", "--report", page, "--csv", csv);

        assertThat(code).isEqualTo(ExitCodes.DONE);
        assertThat(command.err()).contains("warning: the report was not written");
        assertThat(command.out()).contains("Wrote the findings to " + csv).doesNotContain("found.html");
        assertThat(Files.readString(csv)).contains("exact-copy");
    }
}
