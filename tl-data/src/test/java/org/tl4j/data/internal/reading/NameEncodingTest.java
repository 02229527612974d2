package org.tl4j.data.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.data.ImageData;
import org.tl4j.data.ImageFolder;
import org.tl4j.data.TestImages;

/**
 * Folder names are bytes on Linux, and their decoding depends on the locale of the process, so each test starts its own.
 */
@EnabledOnOs(OS.LINUX)
class NameEncodingTest {
    @TempDir
    private Path folder;

    @BeforeEach
    void makeAsciiClass() throws IOException {
        write("bird", "0.png", 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "ja_JP.NOWHERE"})
    @Timeout(60)
    void aProcessThatCannotRepresentAClassRefusesItByName(String locale) throws Exception {
        write("%E7%8A%AC", "1.png", 1);
        write("%E7%8C%AB", "2.png", 2);
        assertThat(readUnder(locale))
                .contains("folder " + folder
                        + "/\u72AC must have a name that this process can represent, found file names"
                        + " in the encoding ANSI_X3.4-1968; start Java under a locale of UTF-8");
    }

    @Test
    @Timeout(60)
    void foldersWhoseBytesAreNotUtf8AreRefusedByName() throws Exception {
        write("%B9%B7", "1.png", 1);
        write("%C3%A8", "2.png", 2);
        assertThat(readUnder("C.UTF-8"))
                .contains("folder " + folder + "/\\xB9\\xB7 must have a name in UTF-8, found other bytes")
                .contains("rename it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POSIX", "C.UTF-8"})
    @Timeout(60)
    void filesOfSuchNamesAreReadAndKeptApart(String locale) throws Exception {
        write("bird", "%B9%B7.png", 1);
        write("bird", "%B9%B8.png", 2);
        write("bird", "%E7%8A%AC.png", 3);
        assertThat(readUnder(locale))
                .contains("4 images of [bird]")
                .contains(folder + "/bird/\\xB9\\xB7.png " + Digest.of(TestImages.png(1)))
                .contains(folder + "/bird/\\xB9\\xB8.png " + Digest.of(TestImages.png(2)))
                .contains(folder + "/bird/\u72AC.png " + Digest.of(TestImages.png(3)));
    }

    @Test
    void aNameInUtf8IsTaken() throws IOException {
        write("%E7%8A%AC", "1.png", 1);
        Path file = Path.of(URI.create(folder.toUri() + "%E7%8A%AC/1.png"));
        assertThat(ImageLocation.file(file).toString()).isEqualTo(folder + "/\u72AC/1.png");
    }

    /** Makes a path from bytes. */
    private void write(String quotedFolder, String quotedFile, long seed) throws IOException {
        Path directory = Path.of(URI.create(folder.toUri() + quotedFolder));
        Files.createDirectories(directory);
        Files.write(Path.of(URI.create(folder.toUri() + quotedFolder + "/" + quotedFile)), TestImages.png(seed));
    }

    private String readUnder(String locale) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Reader.class.getName(),
                folder.toString()));
        builder.environment().put("LC_ALL", locale);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The main class of the processes. */
    static final class Reader {
        private Reader() {}

        @SuppressWarnings("SystemOut") // a program of its own
        public static void main(String[] arguments) {
            PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
            try (ImageReader reader = ImageData.imageReader()) {
                Dataset dataset = ImageFolder.read(Path.of(arguments[0]));
                out.println(dataset.samples().size() + " images of "
                        + dataset.labels().names());
                for (Sample sample : dataset.samples()) {
                    out.println(sample.location() + " " + Digest.of(reader.read(sample.location())));
                }
            } catch (DataException e) {
                out.println(e.kind() + " " + e.getMessage());
            }
        }
    }
}
