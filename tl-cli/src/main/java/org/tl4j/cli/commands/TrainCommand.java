package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.application.documents.GrowthDocument;
import org.tl4j.application.documents.TrainDocument;
import org.tl4j.application.runs.RunFile;
import org.tl4j.application.runs.RunFolder;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.application.text.ComparisonText;
import org.tl4j.application.text.TrainSummary;
import org.tl4j.application.text.TrainText;
import org.tl4j.cli.commands.TrainRun.Trained;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.CommandTerms;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.output.ResumeHint;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.progress.EpochLines;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.GrowthReport;
import org.tl4j.learner.GrowthRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TransferLearner;
import org.tl4j.report.ReportContents;
import org.tl4j.report.Reports;
import org.tl4j.report.TrainingHistory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tl train}: trains a bundle on images. */
@Command(name = "train", description = "Adapts a pretrained network to the classes of your images.")
public final class TrainCommand extends JsonCommand {
    private static final List<String> WITH_RESUME =
            List.of("--resume", "--report", "--no-report", "--json", "--verbose");

    @Spec
    private CommandSpec spec;

    @Mixin
    private TrainOptions options = new TrainOptions();

    @Mixin
    private ReportOptions report = new ReportOptions();

    @Option(
            names = "--run-folder",
            paramLabel = "DIR",
            description = "Where training with epochs keeps its checkpoints and training.csv;"
                    + " by default beside the bundle, with the ending .run.")
    private Optional<Path> runFolder = Optional.empty();

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Resumes the interrupted run of this folder; no other options are needed.")
    private Optional<Path> resume = Optional.empty();

    /** A command that works with {@code context}. */
    public TrainCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        TrainRun train = new TrainRun(context(), json());
        if (resume.isPresent()) {
            requireNothingElse();
            RunFile.requireIn(resume.get());
            try (RunFolder folder = RunFolder.open(resume.get())) {
                RunFile run = RunFile.read(resume.get());
                Optional<Path> page = report.file(run.output(), inputs(run));
                return answer(run, train.inFolder(run, folder), page);
            }
        }
        if (options.model().isPresent()) {
            requireNoRunFolder();
            return grow();
        }
        RunFile run = options.run();
        OutputPlace.check(run.output(), inputs(run));
        Optional<Path> page = report.file(run.output(), inputs(run));
        if (run.strategy().equals(StrategyFile.FEATURE_EXTRACTION.word())) {
            requireNoRunFolder();
            return answer(run, train.atOnce(run), page);
        }
        // wrong settings are reported before a folder is created for them
        TrainRun.settings(run);
        try (RunFolder folder = RunFolder.open(runFolder.orElse(RunFolder.beside(run.output())))) {
            folder.requireNoInterruptedRun("continue with " + ResumeHint.command(folder.path()));
            folder.clear();
            run.write(folder.path());
            return answer(run, train.inFolder(run, folder), page);
        }
    }

    private CommandResult grow() {
        EpochLines lines = new EpochLines(console(), 1, json());
        TrainingHistory history = new TrainingHistory();
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            TransferLearner learner = context().learner(options.engine());
            GrowthRequest request = options.growth(learner.bundles(), progress, event -> {
                history.on(event);
                lines.on(event);
            });
            Optional<Path> page = this.report.file(request.output(), List.of(request.model()));
            GrowthReport report = learner.grow(request);
            Optional<Path> written = report.written()
                    ? WrittenReport.ofModel(
                            page,
                            request.output(),
                            context(),
                            () -> Reports.ofGrowth(learner, request, report, history))
                    : Optional.empty();
            List<String> text = new ArrayList<>(TrainText.of(report.training(), Commands.WORDS));
            text.add("The old model brought %,d images, %,d are new, %,d have other labels now%s."
                    .formatted(
                            report.oldImages(),
                            report.newImages(),
                            report.corrected(),
                            report.lost() == 0 ? "" : ", and %,d are gone".formatted(report.lost())));
            text.addAll(ComparisonText.of(report.comparison(), "the old model", "the new model"));
            text.addAll(
                    report.written()
                            ? summary(report.training(), written)
                            : List.of("Not written, since it is worse; %s stays as it is.".formatted(request.model())));
            return new CommandResult(
                    GrowthDocument.of(report, written, CommandTerms::in),
                    text,
                    report.written() ? ExitCodes.DONE : ExitCodes.FAILED);
        }
    }

    private static List<Path> inputs(RunFile run) {
        return Stream.concat(Stream.of(run.data()), run.weights().stream()).toList();
    }

    private CommandResult answer(RunFile run, Trained trained, Optional<Path> page) {
        Optional<Path> written = WrittenReport.ofModel(page, run.output(), context(), () -> contents(trained));
        List<String> text = new ArrayList<>(TrainText.of(trained.report(), Commands.WORDS));
        text.addAll(summary(trained.report(), written));
        return CommandResult.done(TrainDocument.of(run.strategy(), trained.report(), written, CommandTerms::in), text);
    }

    private ReportContents contents(Trained trained) {
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            return Reports.ofTraining(
                    context().learner(options.engine()),
                    trained.request().withProgress(progress),
                    trained.report(),
                    trained.history());
        }
    }

    private static List<String> summary(TrainingReport report, Optional<Path> page) {
        return TrainSummary.of(
                report,
                page,
                List.of(
                        "tl predict %s IMAGE".formatted(ResumeHint.quoted(report.bundle())),
                        "tl evaluate %s --data OTHER-IMAGES".formatted(ResumeHint.quoted(report.bundle()))));
    }

    private void requireNothingElse() {
        List<String> others = spec.commandLine().getParseResult().matchedOptions().stream()
                .map(OptionSpec::longestName)
                .filter(name -> !WITH_RESUME.contains(name))
                .toList();
        if (!others.isEmpty()) {
            throw new UsageException(
                    "--resume", "takes everything from its folder", String.join(", ", others), "leave the others out");
        }
    }

    private void requireNoRunFolder() {
        if (runFolder.isPresent()) {
            throw new UsageException(
                    "--run-folder", "is for training that takes epochs", StrategyFile.FEATURE_EXTRACTION.word(), "");
        }
    }
}
