package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Workshop;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/**
 * Real files that mutations begin with, made once for all targets.
 *
 * @param folder where they lie
 */
record FuzzSeeds(Path folder) {
    private static final String BACKBONE = "resnet20-garments";
    private static final int IMAGES = 4;

    /** Those beside the folder of a target. */
    static FuzzSeeds in(Path target) {
        return new FuzzSeeds(target.resolveSibling("seeds"));
    }

    /** Makes them beside the folders of targets, unless they are there. */
    static void make(Path root) throws IOException, InterruptedException {
        FuzzSeeds seeds = new FuzzSeeds(root.resolve("seeds"));
        if (Files.exists(seeds.run())) {
            return;
        }
        Files.createDirectories(seeds.folder());
        Garments.write(Garments.read().draw(IMAGES, 1), seeds.photos());
        try (TransferLearner learner =
                TransferLearner.create(Workshop.settings(seeds.folder().resolve("cache")))) {
            learner.train(TrainingRequest.of(seeds.photos(), seeds.bundle())
                    .withBackbone(BackboneRequest.of(BACKBONE))
                    .withStrategy(FeatureExtractionSettings.DEFAULT));
            learner.exportDl4j(seeds.bundle(), seeds.dl4jZip());
        }
        seeds.interrupt();
    }

    /** Kills a run after its first epoch. */
    private void interrupt() throws IOException, InterruptedException {
        Path err = folder.resolve("err.txt");
        Process process = CommandLineRun.builder(
                        folder,
                        "train",
                        "--data",
                        photos().toString(),
                        "--output",
                        folder.resolve("killed.tlz").toString(),
                        "--backbone",
                        BACKBONE,
                        "--strategy",
                        "fine-tuning",
                        "--set",
                        "epochs=500")
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(err.toFile())
                .start();
        while (process.isAlive() && !Files.readString(err).contains("epoch 2 of")) {
            Thread.onSpinWait();
        }
        process.destroyForcibly().waitFor();
        if (!Files.exists(run())) {
            throw new IOException("a killed run must leave its folder, found none: " + Files.readString(err));
        }
    }

    Path photos() {
        return folder.resolve("photos");
    }

    Path bundle() {
        return folder.resolve("model.tlz");
    }

    Path dl4jZip() {
        return folder.resolve("model.zip");
    }

    Path run() {
        return folder.resolve("killed.run");
    }

    /** One of the photos. */
    byte[] photo() throws IOException {
        try (Stream<Path> files = Files.walk(photos())) {
            List<Path> all = files.filter(Files::isRegularFile).sorted().toList();
            return Files.readAllBytes(all.get(0));
        }
    }
}
