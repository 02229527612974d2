package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.documents.EvaluateDocument;
import org.tl4j.application.text.EvaluateText;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.evaluation.EvaluationListener;
import org.tl4j.core.progress.Progress;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.report.EvaluationRecorder;
import org.tl4j.report.Reports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl evaluate}: measures a bundle. */
@Command(name = "evaluate", description = "Measures a bundle on images whose classes are known.")
public final class EvaluateCommand extends EngineCommand {
    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

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
    private MeasuredDataOptions measured = new MeasuredDataOptions();

    /** A command that works with {@code context}. */
    public EvaluateCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult execute() {
        page.ifPresent(file -> OutputPlace.check("--report", file, List.of(bundle, measured.data())));
        EvaluationRecorder recorder = new EvaluationRecorder();
        EvaluationRequest request = request(recorder);
        EvaluationReport report;
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            report = learner().evaluate(request.withProgress(progress));
        }
        Optional<Path> written =
                WrittenReport.write(page, console(), () -> Reports.ofEvaluation(learner(), request, report, recorder));
        List<String> text = new ArrayList<>(EvaluateText.of(report, Commands.WORDS));
        text.addAll(WrittenReport.text(written));
        return CommandResult.done(EvaluateDocument.of(report, written), text);
    }

    private EvaluationRequest request(EvaluationRecorder recorder) {
        return new EvaluationRequest(
                bundle,
                measured.data(),
                measured.part(),
                measured.reading(),
                Progress.NONE,
                page.isPresent() ? recorder : EvaluationListener.NONE,
                coverage);
    }
}
