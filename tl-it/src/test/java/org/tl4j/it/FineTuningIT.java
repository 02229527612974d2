package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.it.kit.BundleFile;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.JavaProcess;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.TuningProcess;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.storage.Storage;

/** Fine-tuning of the embedded network on real photos, disturbed and undisturbed. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FineTuningIT {
    private static final int IMAGES_PER_CLASS = 10;
    private static final int EPOCHS = 3;

    private final Workshop workshop;
    private final Path folder;
    private final Path photos;
    private Path undisturbed;
    private TrainingReport report;
    private final List<TrainingEvent> events = new ArrayList<>();

    FineTuningIT(Workshop workshop) {
        this.workshop = workshop;
        this.folder = workshop.newFolder("fine-tuning");
        this.photos = folder.resolve("photos");
    }

    @BeforeAll
    void trainOnce() {
        Garments.read().writeParts(IMAGES_PER_CLASS, 1, photos);
        undisturbed = folder.resolve("undisturbed.tlz");
        report = workshop.learner()
                .train(request(undisturbed, TuningProcess.SETTINGS).withListener(events::add));
    }

    @Test
    void tellsEveryEpochAndWhatWasChosen() {
        assertThat(events)
                .filteredOn(EpochEnded.class::isInstance)
                .hasSize(EPOCHS)
                .allSatisfy(
                        event -> assertThat(((EpochEnded) event).validation()).isPresent());
        BundleManifest manifest = report.manifest();
        assertThat(manifest.reasons()).singleElement().asString().contains("validation images right");
        assertThat(workshop.learner().bundles().read(undisturbed).manifest()).isEqualTo(manifest);
    }

    @Test
    void killedRunEndsAsTheUndisturbedOne() throws Exception {
        Path run = folder.resolve("killed.run");
        Path bundle = folder.resolve("killed.tlz");
        Process process = JavaProcess.of(
                        folder.resolve("cache"),
                        List.of(),
                        TuningProcess.class.getName(),
                        List.of(
                                photos.toString(),
                                folder.resolve("cache").toString(),
                                bundle.toString(),
                                run.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            // the checkpoint of an epoch is written after it is reported, so that of the first is there for certain
            while (line != null && !line.equals(TuningProcess.EPOCH + 2)) {
                line = lines.readLine();
            }
            assertThat(line).as("the run is in the middle of its work").isNotNull();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).isNotZero();
        assertThat(bundle).doesNotExist();

        List<TrainingEvent> rest = new ArrayList<>();
        workshop.learner()
                .train(request(bundle, TuningProcess.SETTINGS)
                        .withCheckpoints(Storage.checkpointStore(run))
                        .withListener(rest::add));

        assertThat(rest).filteredOn(EpochEnded.class::isInstance).hasSizeLessThan(EPOCHS);
        assertThat(BundleFile.timeless(bundle)).isEqualTo(BundleFile.timeless(undisturbed));
    }

    @Test
    void interruptedRunGoesOnInTheMiddleOfAnEpoch() throws Exception {
        Path run = folder.resolve("interrupted.run");
        Path bundle = folder.resolve("interrupted.tlz");
        TrainingRequest request = request(bundle, TuningProcess.SETTINGS).withCheckpoints(Storage.checkpointStore(run));
        Thread worker = Thread.currentThread();

        assertThatThrownBy(() -> workshop.learner().train(request.withProgress((stage, done, total) -> {
                    if (stage.contains("epoch 2") && done < total) {
                        worker.interrupt();
                    }
                })))
                .isInstanceOf(InterruptedWorkException.class)
                .hasMessageContaining("epoch 2, step 1 of");
        assertThat(bundle).doesNotExist();

        workshop.learner().train(request);
        assertThat(BundleFile.timeless(bundle)).isEqualTo(BundleFile.timeless(undisturbed));
    }

    @Test
    void checkpointsOfOtherSettingsAreRefused() throws Exception {
        Path run = folder.resolve("other.run");
        Files.createDirectories(run);
        workshop.learner()
                .train(request(folder.resolve("first.tlz"), TuningProcess.SETTINGS)
                        .withCheckpoints(Storage.checkpointStore(run)));
        StrategySettings other = TuningProcess.SETTINGS.withGradient(
                TuningProcess.SETTINGS.gradient().withEpochs(2));

        assertThatThrownBy(() -> workshop.learner()
                        .train(request(folder.resolve("second.tlz"), other)
                                .withCheckpoints(Storage.checkpointStore(run))))
                .hasMessageContaining("checkpoint of fine-tuning must be of a run whose epochs is 2, found 3");
    }

    @Test
    void upperPartAloneIsTrainedFromKeptFeatures() {
        TrainingReport upper = workshop.learner()
                .train(request(folder.resolve("upper.tlz"), TuningProcess.SETTINGS.withUnfreezeFrom("layer3")));
        if (upper.manifest().strategy().equals(FineTuningSettings.NAME)) {
            assertThat(upper.manifest().frozenLayers()).contains("conv1", "layer2.2.conv2");
        }
        assertThat(upper.validation().accuracy())
                .isGreaterThanOrEqualTo(report.validation().accuracy() - 0.2);
    }

    @Test
    void autoNeverTakesWhatIsClearlyWorse() {
        Path bundle = folder.resolve("auto.tlz");
        FineTuningSettings careless = new FineTuningSettings(
                TuningProcess.SETTINGS.head(),
                TuningProcess.SETTINGS.gradient().withEpochs(2),
                1,
                1,
                BatchNormMode.ADAPTIVE,
                Optional.empty(),
                0);
        TrainingReport auto = workshop.learner()
                .train(request(bundle, new AutoSettings(careless, AutoSettings.DEFAULT.timeBudget())));

        assertThat(auto.manifest().reasons()).hasSizeBetween(2, 3);
        assertThat(auto.manifest().provenance().settings()).containsEntry("strategy", "auto");
        assertThat(Photos.evaluate(workshop.learner(), bundle, photos, Subset.VALIDATION)
                        .accuracy())
                .isEqualTo(auto.validation().accuracy());
    }

    private TrainingRequest request(Path bundle, StrategySettings settings) {
        return TrainingRequest.of(photos, bundle)
                .withBackbone(BackboneRequest.of(TuningProcess.BACKBONE))
                .withStrategy(settings);
    }
}
