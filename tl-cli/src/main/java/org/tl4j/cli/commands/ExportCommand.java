package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.ExportRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl export}: writes a bundle for other software. */
@Command(name = "export", description = "Writes the network of a bundle for other software.")
public final class ExportCommand extends JsonCommand {
    /** The word for the format of Deeplearning4j in version 0.1. */
    private static final String DL4J = "dl4j";

    private static final List<String> FORMATS =
            List.of(ExportRequest.ONNX, ExportRequest.DEEPLEARNING4J, ExportRequest.SAFETENSORS);

    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Option(
            names = "--format",
            required = true,
            paramLabel = "FORMAT",
            description =
                    "onnx: the whole classifier, for ONNX Runtime and whatever else runs ONNX; it takes a fixed number of "
                            + "images where the imported network does. "
                            + "deeplearning4j: a zip that Deeplearning4j opens with ComputationGraph.load. "
                            + "safetensors: the parameters alone.")
    private String format;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "The file to write.")
    private Path output;

    @Option(
            names = "--with-preprocessing",
            description =
                    "Put resizing, cropping and normalising into the network, which then takes pixels of images of any "
                            + "size. With onnx.")
    private boolean withPreprocessing;

    /** A command that works with {@code context}. */
    public ExportCommand(Context context) {
        super(context);
    }

    /** The JSON of {@code tl export}. */
    record Document(String bundle, String format, String output, boolean withPreprocessing) {}

    @Override
    CommandResult execute() {
        String known = format.equals(DL4J) ? ExportRequest.DEEPLEARNING4J : format;
        if (!FORMATS.contains(known)) {
            throw new UsageException(
                    "--format",
                    "must be one of " + String.join(", ", FORMATS),
                    format,
                    Suggestions.question(format, FORMATS));
        }
        if (withPreprocessing && !known.equals(ExportRequest.ONNX)) {
            throw new UsageException(
                    "--with-preprocessing", "must be given with --format onnx", "--format " + format, "");
        }
        OutputPlace.check(output, List.of(bundle));
        ExportRequest request = ExportRequest.of(bundle, known, output);
        learner().export(withPreprocessing ? request.preprocessing() : request);
        return CommandResult.done(
                new Document(bundle.toString(), known, output.toString(), withPreprocessing), List.of(sentence(known)));
    }

    private String sentence(String known) {
        return switch (known) {
            case ExportRequest.ONNX ->
                withPreprocessing
                        ? "Written to %s; its input is image, pixels [n, height, width, red green blue] of 8 bits."
                                .formatted(output)
                        : "Written to %s; its input is images, preprocessed floats [n, channels, height, width]."
                                .formatted(output);
            case ExportRequest.DEEPLEARNING4J ->
                "Written to %s; open it with ComputationGraph.load(new File(\"%s\"), false).".formatted(output, output);
            default -> "Written to %s, the parameters alone.".formatted(output);
        };
    }
}
