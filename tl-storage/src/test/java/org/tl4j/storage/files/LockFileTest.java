package org.tl4j.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
    @TempDir
    private Path folder;

    @Test
    void isHeldByOneAtATime() throws IOException {
        Path file = folder.resolve("new/a.lock");

        try (LockFile held = LockFile.tryTake(file).orElseThrow()) {
            assertThat(held).isNotNull();
            assertThat(LockFile.tryTake(file)).isEmpty();
            assertThat(LockFile.tryTake(folder.resolve("new/../new/a.lock"))).isEmpty();
        }
        assertThat(file).isEmptyFile();
        LockFile.tryTake(file).orElseThrow().close();
    }

    @Test
    void closingTwiceLeavesItToTheNext() throws IOException {
        Path file = folder.resolve("a.lock");
        LockFile first = LockFile.tryTake(file).orElseThrow();
        first.close();

        try (LockFile next = LockFile.tryTake(file).orElseThrow()) {
            first.close();
            assertThat(next).isNotNull();
            assertThat(LockFile.tryTake(file)).isEmpty();
        }
    }

    @Test
    void whatCannotBeMadeIsNotHeld() throws IOException {
        Path file = Files.createDirectory(folder.resolve("a.lock"));

        assertThatThrownBy(() -> LockFile.tryTake(file)).isInstanceOf(IOException.class);
        Files.delete(file);
        LockFile.tryTake(file).orElseThrow().close();
    }
}
