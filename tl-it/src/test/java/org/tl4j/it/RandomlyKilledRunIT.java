package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.it.kit.BundleFile;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;

/**
 * {@code tl train}, killed by SIGKILL where there are signals, and gone on with: it ends with the model of an undisturbed run,
 * bit for bit on one thread. The moments are shares of the time that a whole run takes; the shares come from a seed, the
 * system property {@value #SEED}, which is printed.
 */
@ExtendWith(WorkshopExtension.class)
class RandomlyKilledRunIT {
    private static final String SEED = "tl.kill.seed";
    private static final int KILLS = 2;
    private static final List<String> UNBALANCED = List.of("pullover", "sandal", "ankle-boot");

    private final Path folder;
    private final Path photos;

    RandomlyKilledRunIT(Workshop workshop) {
        this.folder = workshop.newFolder("randomly-killed");
        this.photos = folder.resolve("photos");
    }

    @Test
    void runKilledAtRandomMomentsEndsAsTheUndisturbedOne() throws Exception {
        long seed = Long.getLong(SEED, System.nanoTime());
        System.out.printf("-D%s=%d%n", SEED, seed);
        Random random = new Random(seed);
        Garments.read().writeParts(16, 1, photos);
        List<String> settings =
                List.of("--strategy", "fine-tuning", "--set", "epochs=3", "--set", "learning-rate=0.003");
        Path undisturbed = folder.resolve("undisturbed.tlz");
        long started = System.nanoTime();
        finish(train(undisturbed, settings));
        long whole = System.nanoTime() - started;

        Path killed = folder.resolve("killed.tlz");
        for (int i = 0; i < KILLS && !ended(killed); i++) {
            Process process = goOn(killed, settings);
            // the first falls anywhere in the run; those after it have less of it left, and may come too late
            if (process.waitFor((long) (whole * random.nextDouble(0.1, 0.9)), TimeUnit.NANOSECONDS)) {
                finish(process);
            }
            process.destroyForcibly().waitFor();
        }
        if (!ended(killed)) {
            finish(goOn(killed, settings));
        }

        assertThat(BundleFile.timeless(killed)).isEqualTo(BundleFile.timeless(undisturbed));
        assertThat(epochs(killed)).isEqualTo(epochs(undisturbed)).hasSize(4);
    }

    @Test
    void autoKilledInItsSecondTryEndsAsTheUndisturbedOne() throws Exception {
        writeUnbalanced(Garments.read());
        // a head that is held near zero knows the most frequent class alone: much to gain, so the first try is not the
        // last
        List<String> settings = List.of(
                "--set",
                "l2-strengths=10000",
                "--set",
                "learning-rate=0.01",
                "--set",
                "epochs=4",
                "--time-budget",
                "5h");
        Path undisturbed = folder.resolve("undisturbed-auto.tlz");
        Path killed = folder.resolve("killed-auto.tlz");
        finish(train(undisturbed, settings));

        killAt("tl: fine-tuning, epoch 2 of 4: loss", train(killed, settings));
        assertThat(killed).doesNotExist();
        finish(goOn(killed, settings));

        // the reasons in the manifest tell seconds
        assertThat(withoutManifest(killed)).isEqualTo(withoutManifest(undisturbed));
        assertThat(epochs(killed)).isEqualTo(epochs(undisturbed)).hasSize(9);
    }

    /** Three classes, the first with more images for training. */
    private void writeUnbalanced(Garments garments) {
        for (String label : UNBALANCED) {
            int count = label.equals(UNBALANCED.get(0)) ? 24 : 16;
            Garments.write(Map.of(label, garments.train().get(label).subList(0, count)), photos.resolve("train"));
            Garments.write(Map.of(label, garments.test().get(label).subList(0, 20)), photos.resolve("val"));
        }
    }

    private Process train(Path bundle, List<String> settings) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--data",
                photos.toString(),
                "--output",
                bundle.toString(),
                "--backbone",
                "resnet20-garments"));
        arguments.addAll(settings);
        return start(arguments);
    }

    private static boolean ended(Path bundle) {
        return Files.exists(bundle) && Files.notExists(runFile(bundle));
    }

    /** By {@code --resume} where there is something to resume, else by the same command again. */
    private Process goOn(Path bundle, List<String> settings) throws IOException {
        return Files.exists(runFile(bundle))
                ? start(List.of("train", "--resume", runFolder(bundle).toString()))
                : train(bundle, settings);
    }

    private Process start(List<String> arguments) throws IOException {
        ProcessBuilder builder = CommandLineRun.builder(folder, arguments.toArray(String[]::new));
        builder.environment().put("OMP_NUM_THREADS", "1");
        return builder.redirectErrorStream(true).start();
    }

    private static void finish(Process process) throws IOException, InterruptedException {
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
    }

    private static void killAt(String begin, Process process) throws IOException, InterruptedException {
        List<String> told = new ArrayList<>();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told.add(line);
                if (line.startsWith(begin)) {
                    process.destroyForcibly();
                    break;
                }
            }
        }
        assertThat(process.waitFor()).as("%s", told).isNotZero();
        assertThat(told).last().asString().startsWith(begin);
    }

    private static Path runFolder(Path bundle) {
        return bundle.resolveSibling(bundle.getFileName().toString().replace(".tlz", ".run"));
    }

    private static Path runFile(Path bundle) {
        return runFolder(bundle).resolve("run.json");
    }

    /** The rows of {@code training.csv}, without the speed. */
    private static List<String> epochs(Path bundle) throws IOException {
        return Files.readAllLines(runFolder(bundle).resolve("training.csv")).stream()
                .map(row -> row.substring(0, row.lastIndexOf(',')))
                .toList();
    }

    private static Map<String, String> withoutManifest(Path bundle) {
        Map<String, String> entries = BundleFile.timeless(bundle);
        assertThat(entries.remove(BundleFile.MANIFEST)).isNotNull();
        return entries;
    }
}
