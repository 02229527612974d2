package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/**
 * {@code tl predict --csv --sort-into}, killed by SIGKILL where there are signals, and repeated: it ends with the table and the
 * copies of an unbroken run.
 */
@ExtendWith(WorkshopExtension.class)
class KilledPredictionIT {
    /** The images of the sample that often, each with other bytes behind its end, which decoders ignore. */
    private static final int TIMES = 12;

    private final Path folder;

    KilledPredictionIT(Workshop workshop) {
        this.folder = workshop.newFolder("killed-prediction");
    }

    @Test
    void aPredictionThatWasKilledAndRepeatedGivesWhatAnUnbrokenOneGives() throws Exception {
        Garments garments = Garments.read();
        Path photos = folder.resolve("photos");
        garments.writeParts(16, 1, photos);
        Path bundle = folder.resolve("garments.tlz");
        finish(
                "train",
                "--data",
                photos,
                "--output",
                bundle,
                "--backbone",
                "resnet20-garments",
                "--strategy",
                "feature-extraction");
        Path images = folder.resolve("images");
        int count = writeCopies(garments.test(), images);
        Path unbroken = folder.resolve("unbroken.csv");
        Path unbrokenCopies = folder.resolve("unbroken");
        Path broken = folder.resolve("broken.csv");
        Path brokenCopies = folder.resolve("broken");
        finish("predict", bundle, images, "--csv", unbroken, "--sort-into", unbrokenCopies);

        // twice, so that a run that goes on is killed too
        int first = killAfter(100, broken, "predict", bundle, images, "--csv", broken, "--sort-into", brokenCopies);
        int second =
                killAfter(first + 100, broken, "predict", bundle, images, "--csv", broken, "--sort-into", brokenCopies);
        assertThat(second).isGreaterThan(first).isLessThan(count);
        finish("predict", bundle, images, "--csv", broken, "--sort-into", brokenCopies);

        assertThat(Files.readString(broken)).hasLineCount(count + 1).isEqualTo(Files.readString(unbroken));
        assertThat(contents(brokenCopies)).hasSize(count).isEqualTo(contents(unbrokenCopies));
        assertThat(list(brokenCopies)).isEqualTo(list(unbrokenCopies));
    }

    private static int writeCopies(Map<String, List<byte[]>> images, Path folder) throws IOException {
        int count = 0;
        for (List<byte[]> ofLabel : images.values()) {
            for (byte[] image : ofLabel) {
                for (int time = 0; time < TIMES; time++) {
                    byte[] end = ("copy " + time).getBytes(StandardCharsets.UTF_8);
                    byte[] content = new byte[image.length + end.length];
                    System.arraycopy(image, 0, content, 0, image.length);
                    System.arraycopy(end, 0, content, image.length, end.length);
                    Garments.write(content, folder.resolve(count + ".png"));
                    count++;
                }
            }
        }
        return count;
    }

    /** Kills a run as soon as the table has so many whole rows; returns how many it has then. */
    private int killAfter(int rows, Path table, Object... arguments) throws Exception {
        Process process = CommandLineRun.builder(folder, texts(arguments))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = false;
        while (!ended && rows(table) < rows) {
            ended = process.waitFor(2, TimeUnit.MILLISECONDS);
        }
        process.destroyForcibly();
        assertThat(process.waitFor()).as("the run is in the middle of its work").isNotZero();
        return rows(table);
    }

    private static int rows(Path table) throws IOException {
        if (Files.notExists(table)) {
            return 0;
        }
        long lines = Files.readString(table, StandardCharsets.ISO_8859_1)
                .chars()
                .filter(c -> c == '\n')
                .count();
        // the first is the header, which may not be written yet
        return (int) Math.max(0, lines - 1);
    }

    private void finish(Object... arguments) throws Exception {
        CommandLineRun run = CommandLineRun.of(folder, texts(arguments));
        assertThat(run.exitCode()).as(run.err()).isZero();
    }

    private static String[] texts(Object... arguments) {
        return Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    }

    /** The sizes of the copies by their names; every image has its own. */
    private static Map<String, Long> contents(Path folder) throws IOException {
        Map<String, Long> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".png")).toList()) {
                contents.put(folder.relativize(file).toString(), Files.size(file));
            }
        }
        return contents;
    }

    private static List<String> list(Path folder) throws IOException {
        return Files.readAllLines(folder.resolve("predictions.csv"));
    }
}
