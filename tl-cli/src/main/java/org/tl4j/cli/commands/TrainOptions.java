package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.tl4j.application.runs.RunFile;
import org.tl4j.application.settings.RecordedSettings;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.application.settings.TrainSettings;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.learner.GrowthRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of training. */
final class TrainOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR|ZIP|CSV",
            description = {
                "A folder with one folder per class, optionally below train, val and test; a zip of the same;",
                "or a CSV with the columns path, label and optionally split; or path and a column of 0 and 1 for each label."
            })
    private Optional<Path> data = Optional.empty();

    @Option(names = "--output", paramLabel = "FILE.tlz", description = "The bundle to write.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            description = {
                "auto: the frozen network first, then fine-tuning as long as it improves the result; the default.",
                "feature-extraction: a new output layer on the frozen network.",
                "fine-tuning: the pretrained network is trained further, at a lower rate than its new output layer.",
                "from-scratch: the same network without pretraining, for comparison."
            })
    private Optional<String> strategy = Optional.empty();

    @Mixin
    private EngineOption engine = new EngineOption();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--time-budget",
            paramLabel = "TIME",
            description = "How long fine-tuning may take under auto, such as 90s or 1h30m; by default 10m.")
    private Optional<String> timeBudget = Optional.empty();

    @Option(
            names = "--validation-fraction",
            paramLabel = "F",
            description = "The share of images kept for validation where the data has no parts; by default 0.2.")
    private Optional<String> validationFraction = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all random choices; by default 1.")
    private Optional<String> seed = Optional.empty();

    @Option(
            names = "--coverage",
            paramLabel = "C",
            description = "Fit sets of classes that contain the right one for this share of images, such as 0.95.")
    private Optional<String> coverage = Optional.empty();

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

    @Mixin
    private GrowthOptions growth = new GrowthOptions();

    /** The model to train further, if there is one. */
    Optional<Path> model() {
        return growth.model();
    }

    /**
     * The requested growth of a model.
     *
     * @param bundles reads the model, if settings are given that change its own
     * @param progress receives how far the work is
     * @param listener receives what happens
     * @throws UsageException if something is missing, or is settled by the model
     */
    GrowthRequest growth(BundleStore bundles, Progress progress, TrainingListener listener) {
        Path model = growth.model().orElseThrow();
        if (backbone.measuredBoundary()
                || backbone.request().isPresent()
                || validationFraction.isPresent()
                || seed.isPresent()) {
            throw new UsageException(
                    "--from",
                    "takes backbone, boundary, split and seed from the model",
                    "options that say otherwise",
                    "leave them out");
        }
        List<SettingOverride> budget = timeBudget
                .map(value -> List.of(SettingOverride.of("time-budget", value)))
                .orElse(List.of());
        RecordedSettings.requireNotTakenOver(settings.assigned(), "--set");
        if (coverage.isPresent()) {
            throw new UsageException(
                    "--coverage", "is taken from the model that is trained further", "--from", "leave it out");
        }
        Path target = required(output, "--output");
        OutputPlace.check(target, Stream.concat(Stream.of(model), data.stream()).toList());
        Optional<TrainSettings> changed = changed(bundles, model, budget);
        return new GrowthRequest(
                model,
                target,
                data,
                growth.changes(),
                changed.map(TrainSettings::strategy),
                growth.withoutOld(),
                growth.refuseWorse(),
                labelled.reading(),
                CheckpointStore.NONE,
                progress,
                listener,
                changed.map(TrainSettings::recordSources).orElse(true));
    }

    /** The settings of the strategy that is named, or those of the model with what is given; empty if nothing is. */
    private Optional<TrainSettings> changed(BundleStore bundles, Path model, List<SettingOverride> budget) {
        List<List<SettingOverride>> given = settings.layers(budget);
        if (strategy.isPresent()) {
            return strategy.map(name -> StrategyFile.named(name, "--strategy").bind(given));
        }
        if (given.stream().allMatch(List::isEmpty)) {
            return Optional.empty();
        }
        RecordedSettings recorded = RecordedSettings.of(bundles.read(model).manifest());
        return Optional.of(recorded.strategy()
                .bind(Stream.concat(Stream.of(recorded.values()), given.stream())
                        .toList()));
    }

    /** The engine that computes the frozen part. */
    EngineSelection engine() {
        return engine.selection();
    }

    /**
     * The requested run.
     *
     * @throws UsageException if something is missing or does not fit together
     */
    RunFile run() {
        StrategyFile chosen = StrategyFile.named(strategy.orElse(StrategyFile.AUTO.word()), "--strategy");
        if (timeBudget.isPresent() && chosen != StrategyFile.AUTO) {
            throw new UsageException(
                    "--time-budget", "goes with --strategy auto", chosen.word(), "leave one of them out");
        }
        if (backbone.measuredBoundary() && chosen == StrategyFile.FROM_SCRATCH) {
            throw new UsageException(
                    "--boundary auto",
                    "goes with strategies that begin with pretrained features",
                    chosen.word(),
                    "leave one of them out");
        }
        List<SettingOverride> options = new ArrayList<>();
        validationFraction.ifPresent(value -> options.add(SettingOverride.of("validation-fraction", value)));
        seed.ifPresent(value -> options.add(SettingOverride.of("seed", value)));
        coverage.ifPresent(value -> options.add(SettingOverride.of("coverage", value)));
        timeBudget.ifPresent(value -> options.add(SettingOverride.of("time-budget", value)));
        Optional<BackboneRequest> request = backbone.requestOrMeasured();
        return new RunFile(
                required(data, "--data"),
                required(output, "--output"),
                request.map(BackboneRequest::name),
                request.flatMap(BackboneRequest::weights),
                backbone.measuredBoundary()
                        ? List.of(RunFile.MEASURED)
                        : request.map(BackboneRequest::boundaries).orElse(List.of()),
                request.flatMap(BackboneRequest::pooling),
                chosen.word(),
                settings.layers(options),
                labelled.reading(),
                request.map(BackboneRequest::inputSize).orElseGet(OptionalInt::empty),
                engine.selection());
    }

    private static Path required(Optional<Path> path, String option) {
        return path.orElseThrow(
                () -> new UsageException(option, "must be given", "nothing", "`tl train --help` shows its options"));
    }
}
