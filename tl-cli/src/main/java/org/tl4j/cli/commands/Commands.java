package org.tl4j.cli.commands;

import java.util.List;
import org.tl4j.application.text.CallerWords;
import org.tl4j.cli.output.CommandTerms;

/** All commands, in the order in which the help lists them. */
public final class Commands {
    /** The command's names for its features in texts that applications share. */
    static final CallerWords WORDS = new CallerWords("`tl evaluate`", "--json", CommandTerms::in);

    private Commands() {}

    /** The subcommands of {@code tl backbones}. */
    public static List<Object> ofBackbones(Context context) {
        return List.of(new FetchCommand(context), new VerifyCommand(context), new ImportCommand(context));
    }

    /** Commands that work with {@code context}. */
    public static List<Object> all(Context context) {
        return List.of(
                new QuickstartCommand(context),
                new TrainCommand(context),
                new EvaluateCommand(context),
                new InspectCommand(context),
                new PredictCommand(context),
                new FeaturesCommand(context),
                new BackbonesCommand(context),
                new DoctorCommand(context),
                new BenchCommand(context),
                new FindLearningRateCommand(context),
                new PretrainCommand(context),
                new ExportCommand(context),
                new ConvertCommand(context),
                new CompareCommand(context),
                new DiffCommand(context),
                new SuggestCommand(context),
                new CardCommand(context),
                new ServeCommand(context),
                new SparkPredictCommand(context),
                new SparkFeaturesCommand(context),
                new CompletionCommand(context));
    }
}
