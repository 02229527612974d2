package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.InspectionDocument;
import org.tl4j.application.tables.InspectionTable;
import org.tl4j.application.text.InspectionText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.InspectionReport;
import org.tl4j.learner.InspectionRequest;
import org.tl4j.report.health.InspectionContents;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl inspect}: looks for what is wrong with a data set. */
@Command(
        name = "inspect",
        description = {
            "Looks for what is wrong with labelled images, before any training: likely wrong labels, copies, outliers,",
            "blurred or dark images, unbalanced classes, and shortcuts. Changes nothing."
        })
public final class InspectCommand extends EngineCommand {
    private static final String REPORT = "--report";
    private static final String CSV = "--csv";
    private static final String NO_BACKBONE = "--no-backbone";

    @Parameters(
            index = "0",
            paramLabel = "DIR|ZIP|CSV",
            description = "Labelled images, laid out as for `tl train`; all parts are inspected.")
    private Path data;

    @Option(
            names = REPORT,
            paramLabel = "FILE.html",
            description = "Also writes a page with the photos of each finding and a map of the images.")
    private Optional<Path> page = Optional.empty();

    @Option(names = CSV, paramLabel = "FILE", description = "Also writes the findings, one row each.")
    private Optional<Path> csv = Optional.empty();

    @Option(
            names = NO_BACKBONE,
            description = {
                "Uses no pretrained network: checks exact copies, pixels, balance and shortcuts,",
                "but not labels, near-duplicates and outliers."
            })
    private boolean withoutBackbone;

    @Mixin
    private BackboneOptions backbone = new BackboneOptions();

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

    /** A command that works with {@code context}. */
    public InspectCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        Optional<BackboneRequest> request = backbone.request();
        if (withoutBackbone && request.isPresent()) {
            throw new UsageException(NO_BACKBONE, "must not be given with --backbone", "both", "leave out one of them");
        }
        checkPlaces();
        InspectionReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            InspectionRequest asked = new InspectionRequest(
                    data,
                    Optional.empty(),
                    !withoutBackbone,
                    request,
                    Integer.MAX_VALUE,
                    labelled.reading(),
                    progress,
                    this::reportSelection);
            report = DefaultBackboneHelp.explained(
                    request, learner().backbones(), () -> learner().inspect(asked));
        }
        csv.ifPresent(file -> InspectionTable.write(file, report.inspection()));
        Optional<Path> written = WrittenReport.write(
                page,
                console(),
                () -> InspectionContents.of(report, name(data), learner().thumbnails(labelled.reading())));
        List<String> lines = new ArrayList<>(InspectionText.of(report, Commands.WORDS.everything()));
        written.ifPresent(file -> lines.add("The photos of all findings and a map are in " + file + "."));
        csv.ifPresent(file -> lines.add("Wrote the findings to " + file + "."));
        return CommandResult.done(InspectionDocument.of(report), lines);
    }

    private void checkPlaces() {
        List<Path> inputs = backbone.inputs(data);
        page.ifPresent(file -> OutputPlace.check(REPORT, file, inputs));
        csv.ifPresent(file -> {
            OutputPlace.check(CSV, file, inputs);
            page.ifPresent(other -> OutputPlace.requireDifferent(CSV, file, REPORT, other));
        });
    }

    private static String name(Path data) {
        Path name = data.toAbsolutePath().normalize().getFileName();
        return name == null ? data.toString() : name.toString();
    }
}
