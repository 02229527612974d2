package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.tl4j.application.documents.Rounding;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.application.settings.TrainSettings;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.progress.EpochLines;
import org.tl4j.cli.quickstart.SamplePhotos;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.comparison.ComparisonPlan;
import org.tl4j.core.comparison.ComparisonResult;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.learner.ComparisonRequest;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.ScratchReport;
import org.tl4j.learner.ScratchRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.report.ReportContents;
import org.tl4j.report.Reports;
import org.tl4j.report.TrainingHistory;
import org.tl4j.report.comparison.ComparisonSections;
import org.tl4j.storage.files.DiskProblem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tl quickstart}: the whole main path on photos that come with this software, and its benefit. */
@Command(
        name = "quickstart",
        description = "Runs everything once on photos that are included, offline, and reports the result.")
public final class QuickstartCommand extends JsonCommand {
    private static final String BACKBONE = SamplePhotos.BACKBONE;
    private static final int EPOCHS_PER_LINE = 5;
    private static final int TOP = 3;
    private static final int FEWER = 4;
    private static final Duration PICTURE_BUDGET = Duration.ofMinutes(2);

    @Option(
            names = "--images-per-class",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many training photos each class has, up to 50; by default ${DEFAULT-VALUE}.")
    private int perClass;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The seed of the choice of photos and of all training; by default ${DEFAULT-VALUE}.")
    private long seed;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description = "Where to put the photos and the bundle; by default a new folder for temporary files.")
    private Optional<Path> folder = Optional.empty();

    @Mixin
    private ReportOptions report = new ReportOptions();

    /** A command that works with {@code context}. */
    public QuickstartCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        long started = console().nanos().getAsLong();
        SamplePhotos photos = SamplePhotos.embedded().choose(perClass, seed);
        Path place = folder();
        if (folder.isEmpty()) {
            context().resumption().cleanBy(() -> TemporaryFolder.delete(place));
        }
        try {
            CommandResult answer = answer(photos, place, started);
            context().resumption().cleanBy(() -> {});
            return answer;
        } finally {
            // does nothing after a success; an Error, such as that of exhausted memory, cleans as well
            context().resumption().clean();
        }
    }

    private CommandResult answer(SamplePhotos photos, Path place, long started) {
        Path data = place.resolve("photos.zip");
        Path bundle = place.resolve("garments.tlz");
        Optional<Path> page = report.file(bundle, List.of());
        photos.writeZip(data);
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            console().say("training a new output for " + BACKBONE);
            TrainingHistory history = new TrainingHistory();
            TrainingRequest request = TrainingRequest.of(data, bundle)
                    .withBackbone(BackboneRequest.of(BACKBONE))
                    .withStrategy(FeatureExtractionSettings.DEFAULT)
                    // every photo counts: the strength of the penalty is chosen by cross-validation
                    .withSplit(new SplitSettings(0, seed))
                    .withProgress(progress)
                    .withListener(history);
            TrainingReport transfer = learner().train(request);
            Evaluation transferred = learner()
                    .evaluate(new EvaluationRequest(bundle, data, Optional.empty(), ReadingSettings.DEFAULT, progress))
                    .evaluation();
            QuickstartDocument.Result scratch = fromScratch(data, progress);
            Optional<ComparisonResult> compared = page.flatMap(file -> compare(data, progress));
            Supplier<ReportContents> contents = () -> {
                // after what transfer learning was worth
                ReportContents training = Reports.ofTraining(learner(), request, transfer, history);
                return compared.map(result -> training.after(ComparisonSections.claims(result)))
                        .orElse(training);
            };
            // of a temporary folder nothing stays after Ctrl-C
            Optional<Path> written = folder.isPresent()
                    ? WrittenReport.ofModel(page, bundle, context(), contents)
                    : WrittenReport.write(page, console(), contents);
            var document = new QuickstartDocument(
                    transfer.manifest().labels().names(),
                    new QuickstartDocument.Images(transfer.trainImages(), perClass, transferred.images()),
                    QuickstartDocument.Result.of(transferred, Rounding.seconds(transfer.total())),
                    scratch,
                    data.toString(),
                    bundle.toString(),
                    written.map(Path::toString).orElse(null),
                    predictions(photos, place.resolve("try"), bundle),
                    Rounding.seconds(console().secondsSince(started)));
            return CommandResult.done(
                    document,
                    document.text(
                            BACKBONE,
                            folder.isEmpty() ? Optional.of(place) : Optional.empty(),
                            FirstTrainingText.outlook(learner().defaultForPhotos())));
        }
    }

    private Path folder() {
        try {
            return folder.isPresent() ? folder.get().toAbsolutePath() : TemporaryFolder.create();
        } catch (IOException e) {
            throw DiskProblem.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private QuickstartDocument.Result fromScratch(Path data, Progress progress) {
        TrainSettings bound = StrategyFile.FROM_SCRATCH.bind(List.of());
        GradientSettings settings = ((FromScratchSettings) bound.strategy()).gradient();
        console().say("training the same network from scratch, for comparison");
        long started = console().nanos().getAsLong();
        AtomicLong trained = new AtomicLong(started);
        EpochLines lines = new EpochLines(console(), EPOCHS_PER_LINE, true);
        ScratchReport report = learner()
                .trainFromScratch(
                        new ScratchRequest(BACKBONE, data, settings, seed, ReadingSettings.DEFAULT, progress, event -> {
                            lines.on(event);
                            trained.set(console().nanos().getAsLong());
                        }));
        Evaluation test = report.test().orElseThrow(() -> new IllegalStateException("the photos have a test part"));
        return QuickstartDocument.Result.of(test, (trained.get() - started) / 1e9);
    }

    /** With fewer photos as well, and while it trains; one photo per class leaves none for validation. */
    private Optional<ComparisonResult> compare(Path data, Progress progress) {
        if (perClass < ComparisonPlan.FEWEST) {
            return Optional.empty();
        }
        console().say("training again with fewer photos, for the picture in the report");
        return WrittenReport.comparison(
                learner(),
                console(),
                ComparisonRequest.of(data)
                        .withBackbones(List.of(BackboneRequest.of(BACKBONE)))
                        .withPerClass(List.of(Math.max(ComparisonPlan.FEWEST, perClass / FEWER), perClass))
                        .withSeeds(1)
                        .withTimeBudget(PICTURE_BUDGET)
                        .withProgress(progress));
    }

    private List<QuickstartDocument.Shown> predictions(SamplePhotos photos, Path place, Path bundle) {
        List<QuickstartDocument.Shown> shown = new ArrayList<>();
        try (Predictor predictor = learner().predictor(bundle)) {
            photos.oneOfEachClass(seed).forEach((label, photo) -> {
                Path file = place.resolve(label + ".png");
                SamplePhotos.write(file, photo);
                shown.add(new QuickstartDocument.Shown(
                        file.toString(),
                        label,
                        List.copyOf(predictor.predict(file).top(TOP))));
            });
        }
        return shown;
    }
}
