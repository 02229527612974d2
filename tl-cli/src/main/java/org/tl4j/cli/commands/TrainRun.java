package org.tl4j.cli.commands;

import java.util.Optional;
import org.tl4j.application.runs.RunFile;
import org.tl4j.application.runs.RunFolder;
import org.tl4j.application.runs.TrainingCsv;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.application.settings.TrainSettings;
import org.tl4j.application.text.SelectionText;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.progress.EpochLines;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.report.TrainingHistory;

/**
 * Executes the training of a {@link RunFile}.
 */
final class TrainRun {
    private final Context context;
    private final boolean json;

    /**
     * @param context the objects of the command
     * @param json whether the result is printed as JSON, so that decisions are printed on standard error
     */
    TrainRun(Context context, boolean json) {
        this.context = context;
        this.json = json;
    }

    /**
     * What was trained.
     *
     * @param request what was to be done
     * @param report what came of it
     * @param history what happened
     */
    record Trained(TrainingRequest request, TrainingReport report, TrainingHistory history) {}

    /** The settings of a run. */
    static TrainSettings settings(RunFile run) {
        return StrategyFile.named(run.strategy(), "strategy").bind(run.settings());
    }

    /** Trains without checkpoints. */
    Trained atOnce(RunFile run) {
        return train(run, CheckpointStore.NONE, TrainingListener.NONE);
    }

    /** Trains or resumes, with checkpoints in {@code folder}, which are removed when the bundle is written. */
    Trained inFolder(RunFile run, RunFolder folder) {
        EpochLines lines = new EpochLines(context.console(), 1, json);
        TrainingCsv csv = new TrainingCsv(folder.trainingCsv());
        if (folder.hasCheckpoints()) {
            context.resumption().from(folder.path());
        } else {
            context.resumption().begin();
        }
        try {
            Trained trained = train(run, folder.checkpoints(), event -> {
                if (event instanceof TrainingEvent.TrainingStarted) {
                    context.resumption().from(folder.path());
                }
                if (event instanceof TrainingEvent.BackboneSelected selected) {
                    // so that the run is resumed with this one, whatever is on the machine then
                    run.withBackbone(selected.selection().name()).write(folder.path());
                }
                csv.on(event);
                lines.on(event);
            });
            context.resumption().over();
            folder.finish();
            return trained;
        } catch (RuntimeException | Error e) {
            abandonIfNothingIsKept(folder, e);
            throw e;
        }
    }

    /** Before the first checkpoint the run cannot be resumed, so no files are left behind. */
    private void abandonIfNothingIsKept(RunFolder folder, Throwable failure) {
        try {
            if (!folder.hasCheckpoints()) {
                context.resumption().over();
                folder.abandon();
            }
        } catch (RuntimeException e) {
            failure.addSuppressed(e); // the failure that ended the run is reported, not this one
        }
    }

    private Trained train(RunFile run, CheckpointStore checkpoints, TrainingListener listener) {
        TrainSettings settings = settings(run);
        Optional<BackboneRequest> request = run.request();
        TrainingHistory history = new TrainingHistory();
        TrainingListener reporting = event -> {
            if (event instanceof TrainingEvent.BackboneSelected selected) {
                say(selected.selection());
            }
            history.on(event);
            listener.on(event);
        };
        try (ConsoleProgress progress = new ConsoleProgress(context.console())) {
            TrainingRequest asked = new TrainingRequest(
                    run.data(),
                    run.output(),
                    request,
                    settings.split(),
                    run.reading(),
                    settings.strategy(),
                    checkpoints,
                    progress,
                    reporting,
                    settings.calibration(),
                    run.measuredBoundary(),
                    settings.recordSources());
            TrainingReport report = DefaultBackboneHelp.explained(
                    request,
                    context.learner(run.engine()).backbones(),
                    () -> context.learner(run.engine()).train(asked));
            return new Trained(asked, report, history);
        }
    }

    private void say(BackboneSelection selection) {
        SelectionText.selected(selection, context.storage().get().weightsFolder())
                .ifPresent(context.console()::say);
    }
}
