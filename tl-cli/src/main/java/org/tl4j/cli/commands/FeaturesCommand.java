package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tl4j.application.documents.FeaturesDocument;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.application.tables.NpyFile;
import org.tl4j.application.text.Format;
import org.tl4j.application.text.SkippedText;
import org.tl4j.application.text.SubsetText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.FeatureReport;
import org.tl4j.learner.FeatureRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tl features}: writes the features of images for other programs. */
@Command(
        name = "features",
        description = "Writes the features of images, one row per image; FILE.index.csv lists the image of each row.")
public final class FeaturesCommand extends EngineCommand {
    private static final String NUMPY = ".npy";
    private static final String CSV = ".csv";

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE.npy|FILE.csv",
            description = "The file to write; its ending chooses the format.")
    private Path output;

    @Mixin
    private MeasuredDataOptions measured = new MeasuredDataOptions();

    /** A command that works with {@code context}. */
    public FeaturesCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        Path index = index(output);
        Optional<BackboneRequest> request = backbone.request();
        var wanted = measured.part();
        List<Path> inputs = backbone.inputs(measured.data());
        OutputPlace.check(output, inputs);
        OutputPlace.check(index, inputs);
        FeatureReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            FeatureRequest asked = new FeatureRequest(
                    request, measured.data(), wanted, measured.reading(), progress, this::reportSelection);
            report = DefaultBackboneHelp.explained(
                    request, learner().backbones(), () -> learner().features(asked));
        }
        CsvFile.writeIndex(index, report.samples());
        if (name(output).endsWith(NUMPY)) {
            NpyFile.write(output, report.features());
        } else {
            CsvFile.writeFeatures(output, report.samples(), report.features());
        }
        return answer(report, index);
    }

    private CommandResult answer(FeatureReport report, Path index) {
        List<String> lines = new ArrayList<>();
        lines.add("Wrote %s of %s from %s, %,d features each, to %s; %s lists the image of each row."
                .formatted(
                        Format.count(report.samples().size(), "row"),
                        SubsetText.of(report.subset()),
                        report.backbone().name(),
                        report.features().width(),
                        output,
                        index));
        lines.addAll(SkippedText.of(report.skipped(), Commands.WORDS.everything()));
        return CommandResult.done(FeaturesDocument.of(report, output, index), lines);
    }

    /** {@code FILE.index.csv} for {@code FILE.npy}. */
    private static Path index(Path output) {
        String name = output.getFileName() == null ? "" : output.getFileName().toString();
        if (!name(output).endsWith(NUMPY) && !name(output).endsWith(CSV)) {
            throw new UsageException("--output", "must end in .npy or .csv", output.toString(), "");
        }
        return output.resolveSibling(name.substring(0, name.length() - NUMPY.length()) + ".index.csv");
    }

    private static String name(Path file) {
        return file.toString().toLowerCase(Locale.ROOT);
    }
}
