package org.tl4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.core.error.Printable;

/** Rules for every command: untrusted labels do not affect a terminal or a spreadsheet, and no result is lost silently. */
class ConsoleContractTest {
    private static final String BACKBONE = "resnet20-garments";
    private static final List<String> HOSTILE = List.of(
            "red\u001b[31m\u001b]0;owned\u0007",
            "=cmd|' /C calc'!A0",
            "+1+1",
            "two\nlines: 100.0 %",
            "\u202egpj.exe",
            "c1\u009b31m\u2028\u2066",
            "long" + "x".repeat(5000));

    @TempDir
    private static Path folder;

    private static Path data;
    private static Path bundle;
    private static Path photo;

    private final Captured captured = Captured.in(folder.resolve("home"));

    @BeforeAll
    static void trainOnHostileLabels() throws IOException {
        Path images = folder.resolve("images");
        ColouredImages.write(images, 14, 1);
        List<Path> files;
        try (Stream<Path> found = Files.walk(images)) {
            files = found.filter(Files::isRegularFile).sorted().toList();
        }
        photo = files.get(0);
        StringBuilder table = new StringBuilder("path,label\n");
        for (int i = 0; i < files.size(); i++) {
            table.append(images.relativize(files.get(i)))
                    .append(",\"")
                    .append(HOSTILE.get(i % HOSTILE.size()))
                    .append("\"\n");
        }
        data = Files.writeString(images.resolve("data.csv"), table);
        bundle = folder.resolve("hostile.tlz");
        Captured training = Captured.in(folder.resolve("home"));
        assertThat(training.run(
                        "train",
                        "--strategy",
                        "feature-extraction",
                        "--backbone",
                        BACKBONE,
                        "--data",
                        data,
                        "--output",
                        bundle))
                .as(training.err())
                .isEqualTo(ExitCodes.DONE);
        assertHarmless(training.out() + training.err());
    }

    /** Every command that shows labels or files, and what is the same in all of them. */
    static Stream<List<Object>> commands() {
        return Stream.of(
                List.of("evaluate", bundle, "--data", data),
                List.of("predict", bundle, photo, "--top", "7"),
                List.of("predict", bundle, photo, "no\u001b[31m\u202esuch.png"),
                List.of("features", "--backbone", BACKBONE, "--data", data, "--output", folder.resolve("f.csv")),
                List.of("features", "--backbone", BACKBONE, "--data", data, "--output", folder.resolve("g.npy")),
                List.of("export", bundle, "--format", "dl4j", "--output", folder.resolve("e\u001b[31m.zip")),
                List.of("backbones"),
                List.of("backbones", BACKBONE),
                List.of("backbones", "fetch", BACKBONE),
                List.of("doctor"),
                List.of("completion"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void textIsHarmless(List<Object> command) {
        captured.run(command.toArray());

        assertHarmless(captured.out() + captured.err());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void documentsAreExactAndHarmless(List<Object> command) {
        JsonNode document = captured.document(with(command, "--json"));

        assertHarmless(captured.out() + captured.err());
        if (command.get(0).equals("evaluate")) {
            List<String> labels = new ArrayList<>();
            document.get("labels").forEach(label -> labels.add(label.asText()));
            assertThat(labels).containsExactlyInAnyOrderElementsOf(HOSTILE);
        }
    }

    @Test
    void failuresAreHarmlessAndBounded() {
        String hostile = "no\u001b]0;x\u0007\u202e" + "y".repeat(100_000);
        captured.run("--" + hostile);
        captured.run(hostile);
        captured.run("predict", bundle, hostile, photo);
        captured.run("predict", hostile, photo);
        captured.run("evaluate", bundle, "--data", hostile, "--json");
        captured.run("backbones", hostile);
        captured.run("train", "--data", hostile, "--output", hostile);
        captured.run("train", "--strategy", hostile, "--data", "x", "--output", "x");
        captured.run("train", "--data", "x", "--output", "x", "--set", hostile + "=1");

        assertHarmless(captured.err());
        assertThat(captured.err().lines())
                .hasSizeGreaterThanOrEqualTo(9)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("tl: ")
                        .doesNotContain("internal error")
                        .hasSizeLessThan(10_010));
    }

    @Test
    void tablesAreHarmless() throws IOException {
        captured.run("features", "--backbone", BACKBONE, "--data", data, "--output", folder.resolve("t.csv"));

        for (String name : List.of("t.csv", "t.index.csv")) {
            String table = Files.readString(folder.resolve(name));
            assertHarmless(table.replace("\r\n", "\n"));
            assertThat(table)
                    .contains(",'=cmd|' /C calc'!A0", ",'+1+1", "two\\nlines: 100.0 %")
                    .doesNotContain(",=", ",+");
        }
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aFullDiskIsAFailure(List<Object> command) {
        Captured lost = Captured.into(new Failing("No space left on device"), folder.resolve("home"));

        assertThat(lost.run(command.toArray())).isEqualTo(ExitCodes.FAILED);
        assertThat(lost.err()).contains("tl: standard output must take the result, found No space left on device");
    }

    @Test
    void aFullDiskIsAFailureForProgramsToo() {
        Captured lost = Captured.into(new Failing("No space left on device"), folder.resolve("home"));

        assertThat(lost.run("predict", "--json", bundle, photo)).isEqualTo(ExitCodes.FAILED);
        assertThat(lost.err()).contains("standard output must take the result");
    }

    @Test
    void helpAndVersionAreResultsToo() {
        for (String option : List.of("--help", "--version")) {
            Captured lost = Captured.into(new Failing("No space left on device"), folder.resolve("home"));

            assertThat(lost.run(option)).isEqualTo(ExitCodes.FAILED);
            assertThat(lost.err()).contains("standard output must take the result");
        }
    }

    @Test
    void aReaderThatLeavesIsNoFailure() {
        Captured left = Captured.into(new Failing("Broken pipe"), folder.resolve("home"));

        assertThat(left.run("backbones")).isEqualTo(ExitCodes.DONE);
        assertThat(left.err()).doesNotContain("standard output");
    }

    @Test
    void anImageMayBePipedIn() throws IOException {
        Captured fed = Captured.fed(Files.readAllBytes(photo), folder.resolve("home"));

        JsonNode found = fed.document("predict", bundle, "-", photo, "--json");

        assertThat(found.get(0).get("image").asText()).isEqualTo("-");
        assertThat(found.get(0).get("predictions")).isEqualTo(found.get(1).get("predictions"));
    }

    @Test
    void anEmptyPipeIsAFailure() {
        assertThat(captured.run("predict", bundle, "-")).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err()).contains("standard input must be an image, found nothing");
        assertThat(captured.out()).isEmpty();
    }

    @Test
    void whatIsPipedInHasTheLimitOfFiles() {
        Captured fed = Captured.fed(new byte[1_000_001], folder.resolve("home"));

        assertThat(fed.run("predict", bundle, "-", "--max-file-megabytes", "1", "--json"))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(fed.json().at("/0/kind").asText()).isEqualTo("TOO_LARGE");
        assertThat(fed.json().at("/0/error").asText())
                .contains("standard input must be an image of at most 1000000 bytes", "--max-file-megabytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://me:s3cret@host/a.jpg", "http://host/a.jpg?key=s3cret", "ftp://me:s3cret@host/a.jpg"})
    void anAddressInPlaceOfAnImageIsShownWithoutItsSecrets(String address) {
        assertThat(captured.run("predict", bundle, address)).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err()).contains("host/a.jpg").doesNotContain("s3cret");
        assertThat(captured.err().lines()).hasSize(1);

        Captured program = Captured.in(folder.resolve("home"));
        assertThat(program.run("predict", bundle, address, "--json")).isEqualTo(ExitCodes.FAILED);
        assertThat(program.json().at("/0/image").asText()).contains("host/a.jpg");
        assertThat(program.out() + program.err()).doesNotContain("s3cret");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void namesOfFilesAreShownAsTheyAre() throws IOException {
        Path odd = Files.createDirectories(folder.resolve("photos:")).resolve("a;b@c?d.png");
        Files.copy(photo, odd);

        assertThat(captured.document("predict", bundle, odd, "--json")
                        .at("/0/image")
                        .asText())
                .isEqualTo(odd.toString());
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void aPipeWithoutAWriterIsRefusedInsteadOfWaitedFor() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe.png");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();

        Path other = folder.resolve("other.tlz");
        assertThat(captured.run("predict", bundle, pipe)).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.run("predict", pipe, photo)).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.run("evaluate", bundle, "--data", pipe)).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.run("train", "--data", data, "--output", other, "--backbone", BACKBONE, "--weights", pipe))
                .isEqualTo(ExitCodes.FAILED);
        assertThat(captured.err().lines().filter(line -> line.startsWith("tl: ") && line.contains("pipe.png")))
                .hasSize(4);
    }

    @Test
    void oneImageIsPipedInAtMost() {
        assertThat(captured.run("predict", bundle, "-", "-")).isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("- must be given once", "found 2 times");
    }

    @Test
    void predictionFailsWhereAllImagesDo() {
        Path missing = folder.resolve("missing.png");

        assertThat(captured.run("predict", bundle, missing)).isEqualTo(ExitCodes.FAILED);
        assertThat(captured.out()).isEmpty();
        assertThat(captured.err().lines()).singleElement().asString().startsWith("tl: " + missing);
    }

    @Test
    void imagesThatFailAreNamedBesideTheResultsOfOthers() {
        Path missing = folder.resolve("missing.png");

        assertThat(captured.run("predict", bundle, missing, photo)).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out().lines()).singleElement().asString().startsWith(photo.toString());
        assertThat(captured.err()).contains("missing.png");
    }

    @Test
    void noOutputReplacesWhatIsRead() throws IOException {
        byte[] before = Files.readAllBytes(bundle);

        assertThat(captured.run("export", bundle, "--format", "dl4j", "--output", bundle))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.run("features", "--backbone", BACKBONE, "--data", data, "--output", data))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(captured.err()).contains("--output must be another file than what is read");
        assertThat(Files.readAllBytes(bundle)).isEqualTo(before);
    }

    @Test
    void evaluationShowsWhichClassesAreConfused() {
        assertThat(captured.run("evaluate", bundle, "--data", data)).isEqualTo(ExitCodes.DONE);
        assertThat(captured.out()).containsAnyOf("Most frequent confusions:", "No image was taken for");
        assertThat(captured.out()).contains("top-5 accuracy");
    }

    private static Object[] with(List<Object> command, Object... more) {
        return Stream.concat(command.stream(), Arrays.stream(more)).toArray();
    }

    private static void assertHarmless(String text) {
        assertThat(text.lines())
                .allSatisfy(line -> assertThat(line.codePoints().anyMatch(Printable::mustBeEscaped))
                        .as(Printable.text(line))
                        .isFalse());
    }

    /** A disk or a pipe that cannot be written to. */
    private static final class Failing extends OutputStream {
        private final String reason;

        Failing(String reason) {
            this.reason = reason;
        }

        @Override
        public void write(int single) throws IOException {
            throw new IOException(reason);
        }
    }
}
