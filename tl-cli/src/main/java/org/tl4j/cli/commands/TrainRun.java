package org.tl4j.cli.commands;

import java.util.Optional;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.progress.EpochLines;
import org.tl4j.cli.runs.RunFile;
import org.tl4j.cli.runs.RunFolder;
import org.tl4j.cli.runs.TrainingCsv;
import org.tl4j.cli.settings.StrategyFile;
import org.tl4j.cli.settings.TrainSettings;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;

/**
 * Does what a {@link RunFile} asks for.
 *
 * @param context what it works with
 */
record TrainRun(Context context) {
    /** The settings of a run. */
    static TrainSettings settings(RunFile run) {
        return StrategyFile.named(run.strategy()).bind(run.settings());
    }

    /** Trains without keeping anything on the way. */
    TrainingReport atOnce(RunFile run) {
        return train(run, CheckpointStore.NONE, TrainingListener.NONE);
    }

    /** Trains, or goes on, with checkpoints in {@code folder}, which are removed when the bundle is written. */
    TrainingReport inFolder(RunFile run, RunFolder folder) {
        EpochLines lines = new EpochLines(context.console(), 1);
        TrainingCsv csv = new TrainingCsv(folder.trainingCsv());
        if (folder.hasCheckpoints()) {
            context.resumption().from(folder.path());
        } else {
            context.resumption().begin();
        }
        try {
            TrainingReport report = train(run, folder.checkpoints(), event -> {
                if (event instanceof TrainingEvent.DescentStarted) {
                    context.resumption().from(folder.path());
                }
                csv.on(event);
                lines.on(event);
            });
            context.resumption().over();
            folder.finish();
            return report;
        } catch (RuntimeException e) {
            if (!folder.hasCheckpoints()) {
                context.resumption().over();
                folder.clear();
            }
            throw e;
        }
    }

    private TrainingReport train(RunFile run, CheckpointStore checkpoints, TrainingListener listener) {
        TrainSettings settings = settings(run);
        Optional<BackboneRequest> request = run.backbone()
                .map(name ->
                        new BackboneRequest(name, run.weights(), run.boundaries(), run.pooling(), run.inputSize()));
        TrainingReport report;
        try (ConsoleProgress progress = new ConsoleProgress(context.console())) {
            report = context.learner()
                    .train(new TrainingRequest(
                            run.data(),
                            run.output(),
                            request,
                            settings.split(),
                            run.reading(),
                            settings.strategy(),
                            checkpoints,
                            progress,
                            listener));
        }
        if (request.isEmpty()
                && context.learner()
                        .backbones()
                        .entry(BackboneRequest.of(report.manifest().backbone()))
                        .weights()
                        .embedded()) {
            context.console()
                    .say(report.manifest().backbone()
                            + " was taken, for want of other weights; it knows small pictures of garments alone, and"
                            + " `tl backbones` lists better ones for photos");
        }
        return report;
    }
}
