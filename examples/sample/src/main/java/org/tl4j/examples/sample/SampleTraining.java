package org.tl4j.examples.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.StorageSettings;

/** Trains a model of five kinds of garment with the photos of the quickstart. */
final class SampleTraining {
    private static final String TRAINING = "train/";
    private static final String PHOTO = "test/sandal/";

    private SampleTraining() {}

    /**
     * Does nothing where the model is there.
     *
     * @param arguments the zip of photos, the folder for the model and a photo, and a folder for what is needed meanwhile
     */
    public static void main(String[] arguments) throws IOException {
        Path zip = Path.of(arguments[0]);
        Path target = Path.of(arguments[1]);
        Path work = Path.of(arguments[2]);
        Path model = target.resolve(SampleModel.MODEL);
        if (Files.exists(model)) {
            return;
        }
        Path photos = unpacked(zip, work.resolve("photos"), target.resolve(SampleModel.PHOTO));
        try (TransferLearner learner = TransferLearner.create(StorageSettings.in(work.resolve("cache")))) {
            learner.train(TrainingRequest.of(photos, model)
                    .withBackbone(BackboneRequest.of("resnet20-garments"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
        }
    }

    private static Path unpacked(Path zip, Path folder, Path photo) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                String name = entry.getName();
                if (name.startsWith(TRAINING) && name.endsWith(".png")) {
                    Path file = folder.resolve(name.substring(TRAINING.length()));
                    Files.createDirectories(file.getParent());
                    Files.write(file, entries.readAllBytes());
                } else if (name.startsWith(PHOTO) && name.endsWith(".png") && !Files.exists(photo)) {
                    Files.createDirectories(photo.getParent());
                    Files.write(photo, entries.readAllBytes());
                }
            }
        }
        return folder;
    }
}
