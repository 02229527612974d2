package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.application.documents.BackboneDocument;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedContent;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.learner.ImportReport;
import org.tl4j.learner.ImportRequest;
import org.tl4j.storage.PreprocessorConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl backbones import}: imports networks of other software as backbones. */
@Command(
        name = "import",
        description = {
            "Imports a network from a file of ONNX (.onnx), Keras (.h5, a whole model) or Deeplearning4j (.zip).",
            "One of --preprocessor and --preprocessing is required."
        })
public final class ImportCommand extends JsonCommand {
    @Parameters(paramLabel = "FILE", description = "The file; it is not needed afterwards.")
    private Path file;

    @Option(names = "--name", required = true, paramLabel = "NAME", description = "The name of the new backbone.")
    private String name;

    @Option(
            names = "--preprocessing",
            paramLabel = "RULE",
            description = "How its images were preprocessed: raw (pixels from 0 to 255), unit (0 to 1), tf (-1 to 1),"
                    + " torch or caffe (the modes of Keras' preprocess_input), or the NAME of a like backbone.")
    private Optional<String> preprocessing = Optional.empty();

    @Option(
            names = "--preprocessor",
            paramLabel = "FILE",
            description = "The preprocessor_config.json that Hugging Face publishes with the network.")
    private Optional<Path> preprocessor = Optional.empty();

    @Option(
            names = {"--output", "--boundary"},
            paramLabel = "VALUE",
            description = {
                "Where its features are taken: an output or other value of an ONNX graph, a layer of another network; by",
                "default what suits the network, such as the input of its classifier."
            })
    private Optional<String> boundary = Optional.empty();

    @Option(
            names = "--pooling",
            paramLabel = "KIND",
            description = {
                "How that output of an ONNX network is pooled: cls, mean or cls+mean (tokens), average, max or both (a",
                "map), or flatten; by default cls+mean for tokens and average for a map."
            })
    private Optional<String> pooling = Optional.empty();

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

    @Option(names = "--licence", paramLabel = "TEXT", description = "The licence of its weights.")
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
     * @param pooling how its output there is pooled; left out if the default of its shape is used
     * @param boundaries where they can be taken
     * @param classes of its own classifier; left out if it has none
     * @param input how images become its input
     * @param found what was found in the file, by name; left out for other formats than ONNX
     * @param sha256 the digest of the file of its graph and weights
     * @param description the catalogue file with its entry
     * @param weights the file of its graph and weights
     */
    record Document(
            String name,
            String format,
            String boundary,
            String pooling,
            List<String> boundaries,
            Integer classes,
            BackboneDocument.Input input,
            Map<String, String> found,
            String sha256,
            String description,
            String weights) {}

    @Override
    CommandResult execute() {
        OptionalInt size = inputSize.map(OptionalInt::of).orElseGet(OptionalInt::empty);
        ImportReport report = learner()
                .importBackbone(new ImportRequest(
                        file,
                        name,
                        rule(size),
                        boundary,
                        pooling.map(BackboneOptions::pooling),
                        size,
                        trainedOn,
                        licence,
                        replace));
        ImportedNetwork network = report.network();
        BackboneEntry entry = report.entry();
        Integer classes = network.classes().isPresent() ? network.classes().getAsInt() : null;
        var input = BackboneDocument.Input.of(entry.preprocessing());
        List<String> lines = new ArrayList<>();
        lines.add("Imported %s, a network of %s%s. %s"
                .formatted(
                        name,
                        network.format(),
                        classes == null ? "" : " for " + classes + " classes",
                        network.content() instanceof ImportedContent.WholeFile
                                ? "It is run as it is, and not trained; `tl backbones verify " + name
                                        + "` compares its features of a fixed picture with those of now."
                                : "On a fixed input it gives the output of the one in the file."));
        lines.add("  input     %dx%d %s, scale %.4g, mean %s, deviation %s"
                .formatted(
                        input.width(),
                        input.height(),
                        input.channels(),
                        input.scale(),
                        input.mean(),
                        input.deviation()));
        network.details().forEach((key, value) -> lines.add("  %-10s %s".formatted(key, value)));
        lines.add("  boundary  " + entry.defaultBoundary()
                + entry.defaultPooling()
                        .map(kind -> ", pooling " + EnumNames.of(kind))
                        .orElse(""));
        lines.add("  entry     " + report.description());
        lines.add("  weights   " + report.weights());
        lines.add("Next: tl train --backbone " + name + " --data DIR --output FILE.tlz");
        return CommandResult.done(
                new Document(
                        name,
                        network.format(),
                        entry.defaultBoundary(),
                        entry.defaultPooling().map(EnumNames::of).orElse(null),
                        network.vertices(),
                        classes,
                        input,
                        network.details().isEmpty() ? null : network.details(),
                        entry.weights().sha256().map(Digest::hex).orElse(null),
                        report.description().toString(),
                        report.weights().toString()),
                lines);
    }

    private PreprocessingRule rule(OptionalInt size) {
        if (preprocessor.isPresent() == preprocessing.isPresent()) {
            throw new UsageException(
                    "import",
                    "must have one of --preprocessor and --preprocessing",
                    preprocessor.isPresent() ? "both" : "neither",
                    "name the preprocessor_config.json of the network, or one of "
                            + String.join(", ", EnumNames.all(PixelConvention.class)));
        }
        return preprocessor.isPresent()
                ? PreprocessorConfig.read(preprocessor.get(), size)
                : named(preprocessing.orElseThrow());
    }

    private PreprocessingRule named(String wanted) {
        Optional<PixelConvention> convention = EnumNames.find(PixelConvention.class, wanted);
        return convention.isPresent()
                ? convention.get()
                : learner().backbones().entries().stream()
                        .filter(entry -> entry.name().equals(wanted))
                        .findFirst()
                        .<PreprocessingRule>map(entry -> (size, channels) -> alike(entry, size, channels))
                        .orElseThrow(() -> unknownRule(wanted));
    }

    private static UsageException unknownRule(String wanted) {
        List<String> words = EnumNames.all(PixelConvention.class);
        return new UsageException(
                "--preprocessing",
                "must be one of " + String.join(", ", words) + ", or the name of a backbone",
                wanted,
                Suggestions.question(wanted, words));
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
