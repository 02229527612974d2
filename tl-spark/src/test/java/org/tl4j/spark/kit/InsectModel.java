package org.tl4j.spark.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.StorageSettings;

/**
 * A bundle of SqueezeNet with its published weights, trained on photos of ants and bees, and photos that it has not seen.
 *
 * @param bundle the file
 * @param photos JPEGs
 */
public record InsectModel(Path bundle, List<Path> photos) {
    private static final int PHOTOS_OF_A_CLASS = 16;

    /** Trains it in {@code folder}; ends the test as skipped where weights or photos are absent. */
    public static InsectModel trainedIn(Path folder) throws IOException {
        Path weights =
                Fixtures.path("weights/squeezenet1_1-imagenet.safetensors").getParent();
        Path data = Fixtures.path("data/hymenoptera");
        Path training = folder.resolve("training");
        for (String label : List.of("ants", "bees")) {
            Path target = Files.createDirectories(training.resolve(label));
            for (Path photo : photos(data.resolve("train").resolve(label))) {
                Files.copy(photo, target.resolve(photo.getFileName()));
            }
        }
        Path bundle = folder.resolve("insects.tlz");
        StorageSettings settings = new StorageSettings(
                folder.resolve("cache"),
                StorageSettings.DEFAULT_FEATURE_LIMIT_BYTES,
                Optional.of(weights.toString()),
                Optional.empty(),
                NetworkSettings.DIRECT);
        try (TransferLearner learner = TransferLearner.create(settings)) {
            learner.train(TrainingRequest.of(training, bundle)
                    .withBackbone(BackboneRequest.of("squeezenet1_1"))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
        }
        List<Path> unseen = Stream.concat(
                        photos(data.resolve("val/ants")).stream(), photos(data.resolve("val/bees")).stream())
                .toList();
        return new InsectModel(bundle, unseen);
    }

    private static List<Path> photos(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jpg"))
                    .sorted()
                    .limit(PHOTOS_OF_A_CLASS)
                    .toList();
        }
    }
}
