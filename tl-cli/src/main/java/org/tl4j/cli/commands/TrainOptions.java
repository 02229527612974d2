package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.application.runs.RunFile;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
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

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

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
        List<SettingOverride> options = new ArrayList<>();
        validationFraction.ifPresent(value -> options.add(SettingOverride.of("validation-fraction", value)));
        seed.ifPresent(value -> options.add(SettingOverride.of("seed", value)));
        timeBudget.ifPresent(value -> options.add(SettingOverride.of("time-budget", value)));
        Optional<BackboneRequest> request = backbone.request();
        return new RunFile(
                required(data, "--data"),
                required(output, "--output"),
                request.map(BackboneRequest::name),
                request.flatMap(BackboneRequest::weights),
                request.map(BackboneRequest::boundaries).orElse(List.of()),
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
