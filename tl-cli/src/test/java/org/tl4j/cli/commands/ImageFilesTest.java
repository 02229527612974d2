package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFilesTest {
    @TempDir
    private Path folder;

    @Test
    void foldersAreSearchedForImagesByContentAndByName() throws IOException {
        Path deep = Files.createDirectories(folder.resolve("a/b"));
        Files.write(deep.resolve("no-ending"), HexFormat.of().parseHex("ffd8ffe000104a464946000101"));
        Files.writeString(deep.resolve("broken.JPG"), "");
        Files.writeString(deep.resolve("notes.txt"), "BM is a magic word, and so is II*");
        Files.writeString(folder.resolve(".hidden.jpg"), "");
        Files.createDirectories(folder.resolve(".cache"));
        Files.writeString(folder.resolve(".cache/x.jpg"), "");
        Files.writeString(folder.resolve("z.png"), "");

        assertThat(ImageFiles.of(List.of(folder)).files())
                .extracting(ImageFiles.ImageFile::path)
                .containsExactly(deep.resolve("broken.JPG"), deep.resolve("no-ending"), folder.resolve("z.png"));
    }

    @Test
    void namedFilesAreTakenAsTheyAre() throws IOException {
        assertThat(ImageFiles.of(List.of(folder.resolve("missing"), Path.of("other.txt")))
                        .files())
                .extracting(ImageFiles.ImageFile::path)
                .containsExactly(folder.resolve("missing"), Path.of("other.txt"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ffd8ffe000104a4649460001",
                "89504e470d0a1a0a0000000d",
                "49492a000800000000000000",
                "4d4d002a0000000800000000",
                "524946461234567857454250",
                "424d36300000000000003600"
            })
    void knowsFormatsByTheirFirstBytes(String head) {
        assertThat(ImageFiles.hasSignature(ByteBuffer.wrap(HexFormat.of().parseHex(head))))
                .isTrue();
        assertThat(ImageFiles.hasSignature(ByteBuffer.wrap(HexFormat.of().parseHex(head.substring(0, 20)))))
                .isFalse();
    }
}
