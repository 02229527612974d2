package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.it.kit.Workshop;
import org.tl4j.learner.TransferLearner;

/** All targets by name, with the one learner of the process. */
final class FuzzTargets implements AutoCloseable {
    /** In the order in which they begin: the one that waits longest first. */
    static final List<String> NAMES = List.of(
            "download",
            "bundle",
            "bundle-manifest",
            "bundle-network",
            "bundle-weights",
            "dl4j-zip",
            "dl4j-network",
            "keras",
            "weights",
            "catalogue",
            "jpeg",
            "png",
            "bmp",
            "tiff",
            "webp",
            "zip",
            "csv",
            "yaml",
            "run",
            "checkpoint",
            "features");

    /** The fixtures that mutations of Keras files begin with. */
    static final List<String> KERAS_FILES =
            List.of("weights/resnet8-cifar10-keras.h5", "weights/mobilenetv1_025_96-visualwakewords-keras.h5");

    private final Path folder;
    private final FuzzSeeds seeds;
    private final TransferLearner learner;

    private FuzzTargets(Path folder, FuzzSeeds seeds, TransferLearner learner) {
        this.folder = folder;
        this.seeds = seeds;
        this.learner = learner;
    }

    /** Targets that work in {@code folder}, whose neighbour has the seeds. */
    static FuzzTargets in(Path folder) throws IOException {
        Files.createDirectories(folder);
        return new FuzzTargets(
                folder, FuzzSeeds.in(folder), TransferLearner.create(Workshop.settings(folder.resolve("cache"))));
    }

    FuzzTarget named(String name) throws Exception {
        ModelTargets models = new ModelTargets(folder, seeds, learner);
        CommandTargets commands = new CommandTargets(folder, seeds);
        return switch (name) {
            case "bundle" -> models.bundle();
            case "bundle-manifest" -> models.bundleEntry(name, "manifest.json");
            case "bundle-network" -> models.bundleEntry(name, "network.json");
            case "bundle-weights" -> models.bundleEntry(name, "weights.safetensors");
            case "dl4j-zip" -> models.dl4jZip();
            case "dl4j-network" -> models.dl4jNetwork();
            case "keras" -> models.keras();
            case "weights" -> models.weights();
            case "catalogue" -> models.catalogue();
            case "jpeg", "png", "bmp", "tiff", "webp" -> new ImageTargets(seeds, learner).of(name);
            case "zip" -> new DatasetTargets(folder).zip();
            case "csv" -> new DatasetTargets(folder).csv();
            case "yaml" -> commands.yaml();
            case "run" -> commands.run();
            case "checkpoint" -> commands.checkpoint();
            case "download" -> new DownloadTarget(folder).target();
            case "features" -> new FeatureStoreTarget(folder, seeds).target();
            default -> throw new IllegalArgumentException("target must be one of " + NAMES + ", found " + name);
        };
    }

    @Override
    public void close() {
        learner.close();
    }
}
