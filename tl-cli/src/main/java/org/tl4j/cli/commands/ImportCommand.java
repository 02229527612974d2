package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.application.documents.BackboneDocument;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.learner.ImportReport;
import org.tl4j.learner.ImportRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl backbones import}: imports networks of Keras and Deeplearning4j as backbones. */
@Command(
        name = "import",
        description = "Imports a network from a file of Keras (.h5, a whole model) or Deeplearning4j (.zip).")
public final class ImportCommand extends JsonCommand {
    @Parameters(paramLabel = "FILE", description = "The file; it is not needed afterwards.")
    private Path file;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The name of the new backbone.")
    private String name;

    @Option(
            names = "--preprocessing",
            required = true,
            paramLabel = "RULE",
            description = "How its images were preprocessed: raw (pixels from 0 to 255), unit (0 to 1), tf (-1 to 1),"
                    + " torch or caffe (the modes of Keras' preprocess_input), or the NAME of a like backbone.")
    private String preprocessing;

    @Option(
            names = "--boundary",
            paramLabel = "VERTEX",
            description = "Where its features are taken; by default the last layer before the classifier.")
    private Optional<String> boundary = Optional.empty();

    @Option(
            names = "--input-size",
            paramLabel = "N",
            description = {
                "The side of its square input in pixels, if the file does not state it; by default a common size that",
                "fits. Zips never state it."
            })
    private Optional<Integer> inputSize = Optional.empty();

    @Option(names = "--trained-on", paramLabel = "TEXT", description = "The images it learned from, for people.")
    private String trainedOn = ImportRequest.UNKNOWN;

    @Option(names = "--licence", paramLabel = "SPDX", description = "The licence of its weights.")
    private String licence = ImportRequest.UNKNOWN;

    @Option(names = "--replace", description = "Replace an imported network of this name.")
    private boolean replace;

    /** A command that works with {@code context}. */
    public ImportCommand(Context context) {
        super(context);
    }

    /**
     * The JSON.
     *
     * @param name of the new backbone
     * @param format the format of the file
     * @param boundary where its features are taken
     * @param boundaries where they can be taken
     * @param classes of its own classifier; left out if it has none
     * @param input how images become its input
     * @param description the catalogue file with its entry
     * @param weights the file of its graph and weights
     */
    record Document(
            String name,
            String format,
            String boundary,
            List<String> boundaries,
            Integer classes,
            BackboneDocument.Input input,
            String description,
            String weights) {}

    @Override
    CommandResult execute() {
        OptionalInt size = inputSize.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        ImportReport report = learner()
                .importBackbone(new ImportRequest(file, name, rule(), boundary, size, trainedOn, licence, replace));
        ImportedNetwork network = report.network();
        BackboneEntry entry = report.entry();
        Integer classes = network.classes().isPresent() ? network.classes().getAsInt() : null;
        var input = BackboneDocument.Input.of(entry.preprocessing());
        List<String> lines = new ArrayList<>();
        lines.add("Imported %s, a network of %s%s. On a fixed input it gives the output of the one in the file."
                .formatted(name, network.format(), classes == null ? "" : " for " + classes + " classes"));
        lines.add("  input     %dx%d %s, scale %.4g, mean %s, deviation %s"
                .formatted(
                        input.width(),
                        input.height(),
                        input.channels(),
                        input.scale(),
                        input.mean(),
                        input.deviation()));
        lines.add("  boundary  " + entry.defaultBoundary());
        lines.add("  entry     " + report.description());
        lines.add("  weights   " + report.weights());
        lines.add("Next: tl train --backbone " + name + " --data DIR --output FILE.tlz");
        return CommandResult.done(
                new Document(
                        name,
                        network.format(),
                        entry.defaultBoundary(),
                        network.vertices(),
                        classes,
                        input,
                        report.description().toString(),
                        report.weights().toString()),
                lines);
    }

    private PreprocessingRule rule() {
        Optional<PixelConvention> convention = EnumNames.find(PixelConvention.class, preprocessing);
        return convention.isPresent()
                ? convention.get()
                : learner().backbones().entries().stream()
                        .filter(entry -> entry.name().equals(preprocessing))
                        .findFirst()
                        .<PreprocessingRule>map(entry -> (size, channels) -> alike(entry, size, channels))
                        .orElseThrow(this::unknownRule);
    }

    private UsageException unknownRule() {
        List<String> words = EnumNames.all(PixelConvention.class);
        return new UsageException(
                "--preprocessing",
                "must be one of " + String.join(", ", words) + ", or the name of a backbone",
                preprocessing,
                Suggestions.question(preprocessing, words));
    }

    private static Preprocessing alike(BackboneEntry entry, ImageSize size, int channels) {
        Preprocessing input = entry.preprocessing();
        if (!input.crop().equals(size) || input.channels().channels() != channels) {
            throw new UsageException(
                    "--preprocessing",
                    "must be for images of %s with %d channels".formatted(size, channels),
                    entry.name() + ", which takes " + input.crop() + " " + input.channels(),
                    "");
        }
        return input;
    }
}
