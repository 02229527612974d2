package org.tl4j.it.fuzz;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.it.kit.Workshop;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.TransferLearner;

/** Files of the feature store that were damaged: they may be computed again, and never be wrong. */
record FeatureStoreTarget(Path folder, FuzzSeeds seeds) {
    FuzzTarget target() throws IOException {
        Path home = folder.resolve("features");
        FloatBuffer right = features(home);
        List<Path> files;
        try (Stream<Path> all = Files.walk(home)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<byte[]> contents = new ArrayList<>();
        for (Path file : files) {
            contents.add(Files.readAllBytes(file));
        }
        return new FuzzTarget(
                "features",
                random -> {
                    int index = random.nextInt(files.size());
                    byte[] changed = Mutator.mutate(List.of(contents.get(index)), random);
                    byte[] numbered = new byte[changed.length + 1];
                    numbered[0] = (byte) index;
                    System.arraycopy(changed, 0, numbered, 1, changed.length);
                    return numbered;
                },
                content -> {
                    for (int i = 0; i < files.size(); i++) {
                        Files.createDirectories(files.get(i).getParent());
                        Files.write(files.get(i), contents.get(i));
                    }
                    byte[] changed = new byte[content.length - 1];
                    System.arraycopy(content, 1, changed, 0, changed.length);
                    Files.write(files.get(content[0]), changed);
                    if (!features(home).equals(right)) {
                        throw new IllegalStateException("features must be those of an undamaged store");
                    }
                });
    }

    private FloatBuffer features(Path home) {
        try (TransferLearner learner = TransferLearner.create(Workshop.settings(home))) {
            return learner.features(new FeatureRequest(
                            Optional.of(BackboneRequest.of("resnet20-garments")),
                            seeds.photos(),
                            Optional.empty(),
                            ReadingSettings.DEFAULT,
                            Progress.NONE))
                    .features()
                    .values()
                    .duplicate();
        }
    }
}
