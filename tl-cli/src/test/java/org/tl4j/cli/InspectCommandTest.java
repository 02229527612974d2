package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
