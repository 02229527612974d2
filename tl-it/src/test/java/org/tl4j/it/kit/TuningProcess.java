package org.tl4j.it.kit;

import java.io.PrintStream;
import java.nio.file.Path;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;

/** Fine-tuning in a process of its own, which tells each epoch. */
public final class TuningProcess {
    /** The network that comes with this software. */
    public static final String BACKBONE = "resnet20-garments";

    /** A short run. */
    public static final FineTuningSettings SETTINGS = FineTuningSettings.DEFAULT.withGradient(
            FineTuningSettings.DEFAULT.gradient().withEpochs(3));

    /** What a line says after an epoch; its number follows. */
    public static final String EPOCH = "epoch ";

    private TuningProcess() {}

    /** Trains on the first folder; features go below the second, the bundle becomes the third, checkpoints the fourth. */
    public static void main(String[] arguments) {
        PrintStream out = System.out;
        try (TransferLearner learner = TransferLearner.create(Workshop.settings(Path.of(arguments[1])))) {
            learner.train(TrainingRequest.of(Path.of(arguments[0]), Path.of(arguments[2]))
                    .withBackbone(BackboneRequest.of(BACKBONE))
                    .withStrategy(SETTINGS)
                    .withCheckpoints(Storage.checkpointStore(Path.of(arguments[3])))
                    .withListener(event -> {
                        if (event instanceof EpochEnded ended) {
                            out.println(EPOCH + ended.epoch());
                        }
                    }));
        }
    }
}
