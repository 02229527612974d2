package org.tl4j.storage.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.EnvironmentException;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void writesAFileAndTheFoldersOnTheWay() throws IOException {
        Path file = folder.resolve("a/b/c.txt");
        AtomicFile.write(file, text("new"));
        assertThat(file).hasContent("new");
        assertThat(list(file.getParent())).containsExactly(file);
    }

    @Test
    void replacesAFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        AtomicFile.write(file, text("new"));
        assertThat(file).hasContent("new");
    }

    @Test
    void followsALinkToAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFile.write(link.resolve("file"), text("new"));
        assertThat(real.resolve("file")).hasContent("new");
    }

    @Test
    void keepsTheOldFileAndLeavesNothingWhereTheContentFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, channel -> {
                    AtomicFile.writeFully(channel, ByteBuffer.allocate(10));
                    throw new IllegalStateException("content");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(file).hasContent("old");
        assertThat(list(folder)).containsExactly(file);
    }

    @Test
    void saysThatTheDiskIsFull() throws IOException {
        Path file = folder.resolve("file");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> AtomicFile.write(file, channel -> {
                    throw new FileSystemException(file.toString(), null, "No space left on device");
                }))
                .withMessageContainingAll(file.toString(), "room", "No space left on device", "free some space");
        assertThat(list(folder)).isEmpty();
    }

    @Test
    void namesWhatMakesRoomInTheCache() {
        EnvironmentException full =
                DiskProblem.cannotWrite(folder, new FileSystemException("x", null, "No space left on device"));
        EnvironmentException readOnly =
                DiskProblem.cannotWrite(folder, new FileSystemException("x", null, "Read-only file system"));
        assertThat(DiskProblem.inCache(full)).hasMessageContainingAll("free some space", "TL_HOME", "TL_FEATURE_LIMIT");
        assertThat(DiskProblem.inCache(readOnly))
                .hasMessageContainingAll("Read-only file system", "TL_HOME", "TL_FEATURE_LIMIT");
    }

    @Test
    void refusesToReplaceAFolder() {
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> AtomicFile.write(folder, text("new")))
                .withMessageContainingAll(folder.toString(), "a folder");
    }

    @Test
    void saysThatAFileIsInTheWay() throws IOException {
        Path blocking = Files.writeString(folder.resolve("blocking"), "");
        assertThatExceptionOfType(EnvironmentException.class)
                .isThrownBy(() -> AtomicFile.write(blocking.resolve("file"), text("new")))
                .withMessageContaining(blocking.toString());
    }

    @Test
    void recognisesWhatACrashLeaves() {
        assertThat(AtomicFile.isLeftover(Path.of(".tl4j-" + UUID.randomUUID() + ".tmp")))
                .isTrue();
        assertThat(AtomicFile.isLeftover(Path.of("notes.tmp"))).isFalse();
        assertThat(AtomicFile.isLeftover(Path.of("/"))).isFalse();
    }

    @Test
    void usesRecognisableNamesWhileWriting() throws IOException {
        AtomicFile.write(
                folder.resolve("file"),
                channel -> assertThat(list(folder)).singleElement().matches(AtomicFile::isLeftover));
        assertThat(list(folder)).containsExactly(folder.resolve("file"));
    }

    private static AtomicFile.Content text(String text) {
        return channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
