package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.cli.output.Answer;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.cli.settings.ExtractionSettings;
import org.tl4j.cli.settings.Given;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tl train}: images in, a bundle out. */
@Command(name = "train", description = "Adapts a pretrained network to the classes of your images.")
public final class TrainCommand extends AnsweringCommand {
    private static final List<String> STRATEGIES = List.of("feature-extraction");

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|ZIP|CSV",
            description = {
                "A folder with a folder a class, perhaps below train, val and test; a zip of the same;",
                "or a CSV with the columns path, label and perhaps split."
            })
    private Path data;

    @Option(names = "--output", required = true, paramLabel = "FILE.tlz", description = "The bundle to write.")
    private Path output;

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Option(
            names = "--strategy",
            paramLabel = "NAME",
            defaultValue = "feature-extraction",
            description = "How to train; by default ${DEFAULT-VALUE}, the only one so far.")
    private String strategy;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--validation-fraction",
            paramLabel = "F",
            description = "The share of images kept for validation where the data has no parts; by default 0.2.")
    private Optional<String> validationFraction = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", description = "The seed of everything random; by default 1.")
    private Optional<String> seed = Optional.empty();

    @Mixin
    private StrictOption strict = new StrictOption();

    /** A command that works with {@code context}. */
    public TrainCommand(Context context) {
        super(context);
    }

    @Override
    Answer answer() {
        if (!STRATEGIES.contains(strategy)) {
            throw new UsageException("--strategy", "must be one of " + String.join(", ", STRATEGIES), strategy, "");
        }
        List<Given> options = new ArrayList<>();
        validationFraction.ifPresent(value -> options.add(Given.of("validation-fraction", value)));
        seed.ifPresent(value -> options.add(Given.of("seed", value)));
        ExtractionSettings chosen = settings.resolve(ExtractionSettings.SCHEMA, ExtractionSettings.FILE, options);
        Optional<BackboneRequest> request = backbone.request();
        OutputPlace.check(output);
        TrainingReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            report = learner()
                    .train(new TrainingRequest(
                            data,
                            output,
                            request,
                            chosen.split(),
                            strict.reading(),
                            chosen.head(),
                            progress,
                            TrainingListener.NONE));
        }
        if (request.isEmpty()
                && learner().backbones().entry(report.manifest().backbone()).embedded()) {
            console()
                    .say(report.manifest().backbone()
                            + " was taken, for want of other weights; it knows small pictures of garments alone, and"
                            + " `tl backbones` lists better ones for photos");
        }
        return Answer.done(TrainDocument.of(report), TrainText.of(report));
    }
}
