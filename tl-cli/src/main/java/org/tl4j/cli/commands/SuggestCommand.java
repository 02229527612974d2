package org.tl4j.cli.commands;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.SuggestionDocument;
import org.tl4j.application.predictions.ImageCopies;
import org.tl4j.application.predictions.ListedImage;
import org.tl4j.application.tables.CsvFile;
import org.tl4j.application.text.SuggestionText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.ExitCodes;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.SuggestionReport;
import org.tl4j.learner.SuggestionReport.Suggestion;
import org.tl4j.learner.SuggestionRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl suggest}: suggests which images to label next. */
@Command(name = "suggest", description = "Suggests which images to label next, by what a bundle is uncertain of.")
public final class SuggestCommand extends EngineCommand {
    private static final String UNLABELLED = "--unlabelled";
    private static final String COPY_TO = "--copy-to";

    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Option(
            names = UNLABELLED,
            required = true,
            paramLabel = "DIR",
            description = {
                "A folder, which is searched for images at all depths.",
                "Images that the bundle was trained or chosen by are left out."
            })
    private Path unlabelled;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many images to suggest; by default ${DEFAULT-VALUE}.")
    private int count;

    @Option(names = "--csv", paramLabel = "FILE", description = "Also writes the suggested images, one row each.")
    private Optional<Path> csv = Optional.empty();

    @Option(
            names = COPY_TO,
            paramLabel = "DIR",
            description = "Also copies the suggested images into this folder. Nothing is moved or replaced.")
    private Optional<Path> folder = Optional.empty();

    /** A command that works with {@code context}. */
    public SuggestCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        check();
        List<Path> images = new ArrayList<>();
        List<DataException> unlisted = new ArrayList<>();
        for (ImageWalk walk = new ImageWalk(List.of(unlabelled), folder); walk.hasNext(); ) {
            ListedImage image = walk.next();
            image.problem().ifPresentOrElse(unlisted::add, () -> images.add(image.path()));
        }
        if (images.isEmpty() && unlisted.isEmpty()) {
            throw new DataException("the folder " + unlabelled, "must hold an image", "none", "check the path");
        }
        SuggestionReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            report = learner().suggest(new SuggestionRequest(bundle, images, count, progress));
        }
        csv.ifPresent(file -> write(file, report));
        Optional<Path> copied = folder.filter(into -> !ImageCopies.into(
                        into, report.images().stream().map(Suggestion::image).toList())
                .isEmpty());
        SuggestionDocument document = SuggestionDocument.of(report, unlisted, copied);
        boolean noneReadable = report.known() == 0 && document.skipped().size() == document.considered();
        return new CommandResult(
                document,
                SuggestionText.of(document, Commands.WORDS.everything()),
                noneReadable ? ExitCodes.FAILED : ExitCodes.DONE);
    }

    private void check() {
        if (count < 1) {
            throw new UsageException("--count", "must be at least 1", "" + count, "");
        }
        requireFolder(UNLABELLED, unlabelled);
        csv.ifPresent(file -> OutputPlace.check("--csv", file, List.of(bundle, unlabelled)));
        folder.ifPresent(into -> {
            if (Files.exists(into)) {
                requireFolder(COPY_TO, into);
            }
            OutputPlace.requireOutside(COPY_TO, into, unlabelled);
        });
    }

    private static void requireFolder(String option, Path place) {
        if (!Files.isDirectory(place)) {
            throw new UsageException(
                    option, "must be a folder", (Files.exists(place) ? "the file " : "nothing at ") + place, "");
        }
    }

    private static void write(Path file, SuggestionReport report) {
        CsvFile.writeTable(
                file,
                List.of("image", "uncertainty", "label", "probability"),
                report.images().stream()
                        .map(image -> List.of(
                                image.image().toString(),
                                "" + image.uncertainty(),
                                image.prediction().best().label(),
                                "" + image.prediction().best().probability()))
                        .toList());
    }
}
