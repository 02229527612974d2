package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl backbones verify}: compares a backbone with the catalogue. */
@Command(
        name = "verify",
        description =
                "Checks the digest of the weights, that they fill the network, and its reference output if it has one.")
public final class VerifyCommand extends EngineCommand {
    @Parameters(paramLabel = "NAME", description = "The backbone.")
    private String name;

    @Option(names = "--weights", paramLabel = "FILE", description = "A file in place of the catalogue's own.")
    private Optional<Path> weights = Optional.empty();

    /** A command that works with {@code context}. */
    public VerifyCommand(Context context) {
        super(context);
    }

    /**
     * The JSON.
     *
     * @param name of the backbone
     * @param digestStated whether the catalogue states the digest; otherwise it was recorded at first use, or the file
     *     was named
     * @param goldenDeviation the largest deviation from the reference output, as a share of its largest value; left out
     *     if there is none
     */
    record Verified(String name, boolean digestStated, Double goldenDeviation) {}

    @Override
    CommandResult execute() {
        BackboneEntry entry = learner().backbones().named(name);
        OptionalDouble deviation = learner()
                .backbones()
                .verify(weights.map(file -> BackboneRequest.of(name).withWeights(file))
                        .orElseGet(() -> BackboneRequest.of(name)));
        boolean stated = weights.isEmpty() && entry.weights().sha256().isPresent();
        Double golden = deviation.isPresent() ? deviation.getAsDouble() : null;
        return CommandResult.done(
                new Verified(name, stated, golden),
                List.of(
                        "digest     " + (stated ? "as the catalogue states" : "not stated by the catalogue"),
                        "structure  " + structure(entry),
                        "golden     "
                                + (golden == null
                                        ? "none to compare with"
                                        : String.format(Locale.ROOT, "within %.1e of the largest value", golden))));
    }

    /** A file that holds its graph has no second list of parameters to compare it with. */
    private static String structure(BackboneEntry entry) {
        return entry.weights().fileName().endsWith(".onnx")
                ? "a valid network, which runs with images of this size"
                : "every parameter has a value, no tensor is unused";
    }
}
