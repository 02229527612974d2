package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.learner.ConversionReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl convert}: writes a bundle of an older format in the newest one. */
@Command(
        name = "convert",
        description =
                "Writes a bundle of an older version in the newest format, so that it opens without Deeplearning4j.")
public final class ConvertCommand extends JsonCommand {
    @Parameters(index = "0", paramLabel = "OLD.tlz", description = "The bundle; it is not changed.")
    private Path bundle;

    @Option(names = "--output", required = true, paramLabel = "NEW.tlz", description = "The bundle to write.")
    private Path output;

    /** A command that works with {@code context}. */
    public ConvertCommand(Context context) {
        super(context);
    }

    /** The JSON of {@code tl convert}. */
    record Document(String bundle, String output, String engine, List<String> entries, boolean described) {}

    @Override
    CommandResult execute() {
        OutputPlace.check(output, List.of(bundle));
        ConversionReport report = learner().convert(bundle, output);
        return CommandResult.done(
                new Document(
                        bundle.toString(), output.toString(), report.engine(), report.entries(), report.described()),
                List.of(
                        report.described()
                                ? "Written to %s, with a description of the network in ONNX.".formatted(output)
                                : "Written to %s; its network was described in ONNX already.".formatted(output)));
    }
}
