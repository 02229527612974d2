package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.FeaturesReady;
import org.tl4j.it.kit.BundleFile;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.JavaProcess;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.TrainingProcess;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TransferLearner;
import org.tl4j.strategies.extraction.FeatureExtractor;

/** A power failure in the middle of the work, as far as a test can have one. */
@ExtendWith(WorkshopExtension.class)
class KilledRunIT {
    private final Workshop workshop;

    KilledRunIT(Workshop workshop) {
        this.workshop = workshop;
    }

    @Test
    void aRunThatWasKilledAndRepeatedGivesWhatAnUndisturbedOneGives() throws Exception {
        Path photos = Fixtures.path("data/hymenoptera/train");
        Path folder = workshop.newFolder("killed");
        Path cache = folder.resolve("cache");
        Path killed = folder.resolve("killed.tlz");
        Path undisturbed = folder.resolve("undisturbed.tlz");
        Path repeated = folder.resolve("repeated.tlz");

        killInTheMiddle(photos, cache, killed);
        assertThat(killed).doesNotExist();
        assertThat(segments(cache)).isNotEmpty();

        List<TrainingEvent> events = new ArrayList<>();
        try (TransferLearner learner = TransferLearner.create(Workshop.settings(cache))) {
            learner.train(Photos.request(photos, repeated).withListener(events::add));
        }
        Photos.train(workshop.learner(), photos, undisturbed);

        assertThat(events)
                .filteredOn(FeaturesReady.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((FeaturesReady) event).reused()).isPositive();
                    assertThat(((FeaturesReady) event).computed()).isPositive();
                });
        assertThat(BundleFile.timeless(repeated)).isEqualTo(BundleFile.timeless(undisturbed));
    }

    /** SIGKILL where there are signals, as soon as features are on disk. */
    private void killInTheMiddle(Path photos, Path cache, Path bundle) throws IOException, InterruptedException {
        Process process = JavaProcess.of(
                        cache,
                        List.of(),
                        TrainingProcess.class.getName(),
                        List.of(photos.toString(), cache.toString(), bundle.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null && !(isExtraction(line) && !segments(cache).isEmpty())) {
                line = lines.readLine();
            }
            assertThat(line).as("the run is in the middle of its work").isNotNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isNotZero();
    }

    private static boolean isExtraction(String line) {
        return line.startsWith(TrainingProcess.LINE + "\t" + FeatureExtractor.STAGE + "\t");
    }

    private static List<Path> segments(Path cache) throws IOException {
        if (!Files.isDirectory(cache)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(cache)) {
            return files.filter(file -> file.toString().endsWith(".features")).toList();
        }
    }
}
