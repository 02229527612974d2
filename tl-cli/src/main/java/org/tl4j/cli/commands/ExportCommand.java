package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl export}: writes a bundle for other software. */
@Command(name = "export", description = "Writes the network of a bundle for other software.")
public final class ExportCommand extends JsonCommand {
    private static final String DL4J = "dl4j";

    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description = "dl4j: a zip that Deeplearning4j opens with ComputationGraph.load.")
    private String format;

    @Option(names = "--output", required = true, paramLabel = "FILE.zip", description = "The file to write.")
    private Path output;

    /** A command that works with {@code context}. */
    public ExportCommand(Context context) {
        super(context);
    }

    /** The JSON of {@code tl export}. */
    record Document(String bundle, String format, String output) {}

    @Override
    CommandResult execute() {
        if (!format.equals(DL4J)) {
            throw new UsageException("--format", "must be " + DL4J, format, "");
        }
        OutputPlace.check(output, List.of(bundle));
        learner().exportDl4j(bundle, output);
        return CommandResult.done(
                new Document(bundle.toString(), format, output.toString()),
                List.of("Written to %s; open it with ComputationGraph.load(new File(\"%s\"), false)."
                        .formatted(output, output)));
    }
}
