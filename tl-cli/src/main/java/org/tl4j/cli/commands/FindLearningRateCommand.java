package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.application.documents.RangeDocument;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.application.settings.StrategyFile;
import org.tl4j.application.settings.TrainSettings;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.application.text.RangePlot;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.learner.RangeReport;
import org.tl4j.learner.TrainingRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tl find-learning-rate}: a short run that suggests a learning rate for fine-tuning. */
@Command(
        name = "find-learning-rate",
        description = "Raises the learning rate step by step until the loss explodes, and suggests one.")
public final class FindLearningRateCommand extends EngineCommand {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|ZIP|CSV",
            description = "Labelled images, laid out as for `tl train`.")
    private Path data;

    @Option(names = "--output", paramLabel = "FILE.csv", description = "Where to write the curve.")
    private Optional<Path> output = Optional.empty();

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of all random choices; by default 1.")
    private Optional<String> seed = Optional.empty();

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

    /** A command that works with {@code context}. */
    public FindLearningRateCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        TrainSettings chosen = StrategyFile.FINE_TUNING.bind(settings.layers(
                seed.map(value -> List.of(SettingOverride.of("seed", value))).orElse(List.of())));
        output.ifPresent(file -> OutputPlace.check(file, List.of(data)));
        RangeReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            TrainingRequest request = TrainingRequest.of(data, Path.of("unused.tlz"))
                    .withSplit(chosen.split())
                    .withReading(labelled.reading())
                    .withStrategy(chosen.strategy())
                    .withProgress(progress)
                    .withListener(this::reportSelection);
            Optional<BackboneRequest> named = backbone.request();
            report = DefaultBackboneHelp.explained(
                    named,
                    learner().backbones(),
                    () -> learner()
                            .findLearningRate(named.map(request::withBackbone).orElse(request)));
        }
        output.ifPresent(file -> write(file, report));
        return CommandResult.done(RangeDocument.of(report, output), text(report));
    }

    private static void write(Path file, RangeReport report) {
        CsvFile.writeTable(
                file,
                List.of("learning_rate", "loss", "smoothed_loss"),
                report.tried().stream()
                        .map(step -> List.of("" + step.learningRate(), "" + step.loss(), "" + step.smoothed()))
                        .toList());
    }

    private List<String> text(RangeReport report) {
        List<String> lines = new ArrayList<>(RangePlot.lines(report.tried()));
        lines.add(
                report.suggestion().isPresent()
                        ? String.format(
                                Locale.ROOT,
                                "Suggested: --set learning-rate=%.2g, half of the rate at which the loss begins to rise;"
                                        + " in force: %.2g.",
                                report.suggestion().getAsDouble(),
                                report.inForce())
                        : String.format(
                                Locale.ROOT,
                                "No clear minimum: the loss never falls below its start by more than noise. Keep the rate in"
                                        + " force, %.2g.",
                                report.inForce()));
        output.ifPresent(file -> lines.add("The curve is in " + file));
        return lines;
    }
}
