package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.ComparisonDocument;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.application.text.ComparisonText;
import org.tl4j.application.text.SkippedText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.learner.DiffReport;
import org.tl4j.learner.DiffRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl diff}: compares two bundles. */
@Command(name = "diff", description = "Compares two bundles on the same labelled images.")
public final class DiffCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "A.tlz", description = "The first bundle.")
    private Path first;

    @Parameters(index = "1", paramLabel = "B.tlz", description = "The second bundle.")
    private Path second;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Also writes the images on which they differ, one row each.")
    private Optional<Path> csv = Optional.empty();

    @Mixin
    private MeasuredDataOptions measured = new MeasuredDataOptions();

    /** A command that works with {@code context}. */
    public DiffCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        csv.ifPresent(file -> OutputPlace.check("--csv", file, List.of(first, second, measured.data())));
        DiffReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            report = learner()
                    .diff(new DiffRequest(
                            first, second, measured.data(), measured.part(), measured.reading(), progress));
        }
        ComparisonDocument document = ComparisonDocument.of(report.comparison());
        csv.ifPresent(file -> CsvFile.writeTable(
                file,
                List.of("image", "actual", "first", "second"),
                document.differing().stream()
                        .map(image -> List.of(image.image(), image.actual(), image.first(), image.second()))
                        .toList()));
        List<String> lines =
                new ArrayList<>(ComparisonText.of(report.comparison(), first.toString(), second.toString()));
        lines.addAll(SkippedText.of(report.skipped(), Commands.WORDS.everything()));
        return CommandResult.done(document, lines);
    }
}
