package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.EvaluateDocument;
import org.tl4j.application.text.EvaluateText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.evaluation.EvaluationListener;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.report.EvaluationContents;
import org.tl4j.report.EvaluationRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl evaluate}: measures a bundle. */
@Command(name = "evaluate", description = "Measures a bundle on images whose classes are known.")
public final class EvaluateCommand extends JsonCommand {
    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|ZIP|CSV",
            description = "Labelled images, laid out as for `tl train`.")
    private Path data;

    @Option(
            names = "--coverage",
            paramLabel = "SHARE",
            description = {
                "Measure sets of classes that shall contain the right one for this share of images, such as 0.9,",
                "fitted to the held-out images of training; by default those of the bundle, if it has any."
            })
    private Optional<Double> coverage = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "FILE.html",
            description = "Writes a report with the photos behind the figures, one HTML file without a network.")
    private Optional<Path> page = Optional.empty();

    @Mixin
    private PartOption part = new PartOption();

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

    @Mixin
    private EngineOption engine = new EngineOption();

    /** A command that works with {@code context}. */
    public EvaluateCommand(Context context) {
        super(context);
    }

    @Override
    EngineSelection engine() {
        return engine.selection();
    }

    @Override
    CommandResult execute() {
        page.ifPresent(file -> OutputPlace.check("--report", file, List.of(bundle, data)));
        EvaluationRecorder recorder = new EvaluationRecorder();
        ReadingSettings reading = labelled.reading();
        EvaluationReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            EvaluationRequest plain = new EvaluationRequest(
                    bundle,
                    data,
                    part.part(),
                    reading,
                    progress,
                    page.isPresent() ? recorder : EvaluationListener.NONE);
            report = learner().evaluate(coverage.map(plain::withCoverage).orElse(plain));
        }
        Optional<Path> written = WrittenReport.write(page, console(), () -> {
            try (ImageExplainer explainer = learner().explainer(bundle, reading)) {
                return EvaluationContents.of(
                        bundle,
                        learner().bundles().read(bundle),
                        report,
                        recorder,
                        learner().thumbnails(reading),
                        explainer);
            }
        });
        List<String> text = new ArrayList<>(EvaluateText.of(report, Commands.WORDS));
        text.addAll(WrittenReport.text(written));
        return CommandResult.done(EvaluateDocument.of(report, written), text);
    }
}
