package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.tl4j.cli.output.CommandResult;
import org.tl4j.cli.output.Format;
import org.tl4j.cli.progress.ConsoleProgress;
import org.tl4j.core.evaluation.ClassMetrics;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.learner.EvaluationReport;
import org.tl4j.learner.EvaluationRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tl evaluate}: how good a bundle is. */
@Command(name = "evaluate", description = "Measures a bundle on images whose classes are known.")
public final class EvaluateCommand extends JsonCommand {
    /** Of no more classes, the right one is always among so many. */
    private static final int TOP = 5;

    @Parameters(index = "0", paramLabel = "FILE.tlz", description = "The bundle.")
    private Path bundle;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|ZIP|CSV",
            description = "Labelled images, laid out as for `tl train`.")
    private Path data;

    @Mixin
    private PartOption part = new PartOption();

    @Mixin
    private StrictOption strict = new StrictOption();

    /** A command that works with {@code context}. */
    public EvaluateCommand(Context context) {
        super(context);
    }

    @Override
    CommandResult answer() {
        EvaluationReport report;
        var wanted = part.part();
        try (ConsoleProgress progress = new ConsoleProgress(console())) {
            report = learner().evaluate(new EvaluationRequest(bundle, data, wanted, strict.reading(), progress));
        }
        return CommandResult.done(EvaluateDocument.of(report), text(report));
    }

    private static List<String> text(EvaluationReport report) {
        Evaluation found = report.evaluation();
        List<String> lines = new ArrayList<>();
        lines.add("Evaluated %s of %s."
                .formatted(Format.count(found.images(), "image"), PartOption.phrase(report.part())));
        lines.add("Accuracy %s (%s)%s."
                .formatted(
                        Format.percent(found.accuracy()),
                        Format.interval(found.accuracyInterval()),
                        found.labels().size() > TOP
                                ? ", top-%d accuracy %s".formatted(TOP, Format.percent(found.top5Accuracy()))
                                : ""));
        lines.add("Macro F1 %s, log loss %s, expected calibration error %s."
                .formatted(
                        Format.decimal(found.macroF1()),
                        Format.decimal(found.logLoss()),
                        Format.decimal(found.expectedCalibrationError())));
        int width = found.labels().names().stream()
                .mapToInt(name -> Format.label(name).length())
                .max()
                .orElse(0);
        lines.add(row(width, "class", "precision", "recall", "f1", "images"));
        for (ClassMetrics metrics : found.perClass()) {
            lines.add(row(
                    width,
                    Format.label(metrics.label()),
                    Format.decimal(metrics.precision()),
                    Format.decimal(metrics.recall()),
                    Format.decimal(metrics.f1()),
                    Integer.toString(metrics.images())));
        }
        lines.addAll(ConfusionText.of(found));
        lines.addAll(SkippedDocument.text(report.skipped()));
        report.warnings().forEach(warning -> lines.add("Warning: " + warning.message() + "."));
        return lines;
    }

    private static String row(int width, String label, String precision, String recall, String f1, String images) {
        return String.format(
                Locale.ROOT, "  %-" + Math.max(5, width) + "s %9s %9s %9s %9s", label, precision, recall, f1, images);
    }
}
