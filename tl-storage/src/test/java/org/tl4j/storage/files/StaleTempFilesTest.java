package org.tl4j.storage.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaleTempFilesTest {
    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void areDeletedAfterADayAndNothingElse() throws IOException {
        Path old = file(".tl4j-" + UUID.randomUUID() + ".tmp", 25);
        Path young = file(".tl4j-" + UUID.randomUUID() + ".tmp", 1);
        Path other = file("notes.tmp", 25);
        StaleTempFiles.delete(folder, NOW);
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(other).exists();
    }

    @Test
    void needNoFolder() {
        StaleTempFiles.delete(folder.resolve("absent"), NOW);
        assertThat(folder).isEmptyDirectory();
    }

    private Path file(String name, int hours) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "half");
        return Files.setLastModifiedTime(file, FileTime.from(NOW.minus(Duration.ofHours(hours))));
    }
}
