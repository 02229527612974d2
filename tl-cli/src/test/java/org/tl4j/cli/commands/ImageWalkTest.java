package org.tl4j.cli.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.application.predictions.ListedImage;

class ImageWalkTest {
    @TempDir
    private Path folder;

    @Test
    void findsWhatTheListOfFilesFinds() throws IOException {
        for (String name :
                List.of("b/x.png", "a/y/z.jpg", "a/y.png", ".hidden/x.png", "a/.x.png", "c.png", "a-b/x.png")) {
            write(name);
        }
        Files.writeString(folder.resolve("notes.txt"), "no image at all, but a text");

        assertThat(walk(List.of(folder), Optional.empty()))
                .containsExactlyInAnyOrderElementsOf(ImageFiles.of(List.of(folder)).files().stream()
                        .map(ImageFiles.ImageFile::path)
                        .toList())
                .hasSize(5);
    }

    @Test
    void leavesOutAFolderUnderAnyNameOfIt() throws IOException {
        Path image = write("x.png");
        write("out/ants/y.png");

        assertThat(walk(List.of(folder), Optional.of(folder.resolve("out")))).containsExactly(image);
        assertThat(walk(List.of(folder), Optional.of(folder.resolve("out/../out/."))))
                .containsExactly(image);
    }

    @Test
    void followsNoLinkToAFolder() throws IOException {
        Path inside = write("in/x.png");
        write("elsewhere/y.png");
        Files.createSymbolicLink(folder.resolve("in/link"), folder.resolve("elsewhere"));

        assertThat(walk(List.of(folder.resolve("in")), Optional.empty())).containsExactly(inside);
    }

    @Test
    void namedFilesAreTakenAsTheyAreAndInTheirOrder() throws IOException {
        Path image = write("x.png");

        assertThat(walk(List.of(Path.of("missing"), folder, image), Optional.empty()))
                .containsExactly(Path.of("missing"), image, image);
    }

    private Path write(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private static List<Path> walk(List<Path> places, Optional<Path> left) {
        List<Path> found = new ArrayList<>();
        new ImageWalk(places, left).forEachRemaining((ListedImage image) -> found.add(image.path()));
        return found;
    }
}
