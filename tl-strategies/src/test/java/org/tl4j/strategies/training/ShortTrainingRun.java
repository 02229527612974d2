package org.tl4j.strategies.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.LossSettings;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.Schedule;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.strategies.extraction.Fakes;

/** A training run of four epochs on ten examples, with its events and checkpoints in memory. */
abstract class ShortTrainingRun {
    static final int EXAMPLES = 10;
    static final int BATCH = 4;
    static final int STEPS_AN_EPOCH = 3;
    static final int EPOCHS = 4;

    final List<TrainingEvent> events = new ArrayList<>();
    final MemoryCheckpoints checkpoints = new MemoryCheckpoints();

    TrainingRun run(FakeNetwork network, int patience, CheckpointStore store, Progress progress) {
        GradientSettings settings = new GradientSettings(
                EPOCHS,
                BATCH,
                OptionalDouble.of(0.1),
                Schedule.CONSTANT,
                0,
                new Optimizer(Optimizer.Kind.SGD, 0, 0, 0, 0),
                LossSettings.PLAIN,
                patience,
                Augmentation.NONE);
        return new TrainingRun(
                "piece",
                network,
                2,
                new NumberExamples(EXAMPLES),
                new NumberExamples(EXAMPLES),
                settings,
                LayerwiseLearningRates.uniform(2),
                Map.of("seed", "1"),
                Fakes.WORKERS,
                new RunContext(1, false, progress, events::add, store));
    }

    List<EpochEnded> epochs() {
        return events.stream()
                .filter(EpochEnded.class::isInstance)
                .map(EpochEnded.class::cast)
                .toList();
    }

    /** Interrupts this thread after this many batches. */
    static Progress interruptAt(int batches) {
        int[] taken = {0};
        return (stage, done, total) -> {
            taken[0]++;
            if (taken[0] == batches) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
