package org.tl4j.cli.commands;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.tl4j.cli.quickstart.SamplePhotos;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.files.DiskProblem;

/**
 * Loads the classes that training and prediction use, by a small training and a prediction, offline. The virtual machine
 * writes the loaded classes to an archive when it ends, if the launcher asks for it.
 */
final class StartupClasses {
    private static final int PER_CLASS = 2;
    private static final long SEED = 1;

    private StartupClasses() {}

    /**
     * Java must have been asked for an archive when it was started.
     *
     * @throws UsageException if it was not, as by the script for Windows
     */
    static void requireArchive() {
        boolean asked = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .anyMatch(option -> option.startsWith("-XX:ArchiveClassesAtExit="));
        if (!asked) {
            throw new UsageException(
                    "--prepare-startup",
                    "must be given to the script bin/tl of Linux and macOS, which has Java write the archive",
                    "another start on " + System.getProperty("os.name"),
                    "leave it out: everything works without the archive");
        }
    }

    static void load(TransferLearner learner) {
        Path place = create();
        try {
            Path data = place.resolve("photos.zip");
            Path bundle = place.resolve("garments.tlz");
            Path photo = place.resolve("photo.jpg");
            SamplePhotos.embedded().choose(PER_CLASS, SEED).writeZip(data);
            SamplePhotos.write(photo, SamplePhotos.jpeg());
            learner.train(TrainingRequest.of(data, bundle)
                    .withBackbone(BackboneRequest.of(SamplePhotos.BACKBONE))
                    .withStrategy(FeatureExtractionSettings.DEFAULT)
                    .withSplit(new SplitSettings(0, SEED)));
            try (Predictor predictor = learner.predictor(bundle)) {
                predictor.predict(photo);
            }
        } finally {
            TemporaryFolder.delete(place);
        }
    }

    private static Path create() {
        try {
            return TemporaryFolder.create();
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }
}
