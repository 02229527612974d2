package org.tl4j.report.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.calibration.CalibrationError;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.evaluation.ReliabilityBin;
import org.tl4j.core.network.ProbabilityRow;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.Tables;
import org.tl4j.report.chart.Axis;
import org.tl4j.report.chart.LineChart;
import org.tl4j.report.chart.Point;
import org.tl4j.report.chart.Series;

/** Whether probabilities are as often right as they say. */
final class ReliabilitySection {
    private static final int BINS = 10;

    private final Predictions predictions;

    ReliabilitySection(Predictions predictions) {
        this.predictions = predictions;
    }

    /** Statements with their probabilities, and whether they are right. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    private record Statements(double[] probabilities, boolean[] right) {
        List<ReliabilityBin> bins() {
            return ReliabilityBin.of(probabilities, right, BINS);
        }

        double error() {
            return CalibrationError.of(probabilities, right);
        }
    }

    Section section() {
        Statements own = statements(false);
        Optional<Statements> calibrated =
                predictions.calibration().temperature().map(fit -> statements(true));
        List<Series> lines = new ArrayList<>();
        lines.add(line(calibrated.isPresent() ? "as the network gives them" : "probabilities", own));
        calibrated.ifPresent(at -> lines.add(line("calibrated, as predictions show them", at)));
        String what = predictions.labels().isMultiLabel() ? "a label is there" : "the prediction is right";
        LineChart chart = new LineChart(
                "How often " + what + ", by probability",
                "The nearer to the diagonal the better; " + words(own, calibrated),
                Axis.share("probability"),
                Axis.share("share that is right"),
                lines,
                List.of(),
                true);
        Statements shown = calibrated.orElse(own);
        return new Section(
                "reliability",
                "Can its probabilities be believed?",
                Html.join(List.of(
                        Html.element("p", words(own, calibrated) + " " + chance(calibrated.orElse(own))),
                        Html.element("p")
                                .classes("note")
                                .text(
                                        "Of predictions with 80 %, 80 % should be right. Points below the dashed line are too sure"
                                                + " of themselves, points above it are too careful. Bars are 95 % intervals: where"
                                                + " there are few images they are long, and such a point says little.")
                                .html(),
                        chart.html(),
                        table(shown.bins()))));
    }

    private static String words(Statements own, Optional<Statements> calibrated) {
        String gap = "Probabilities differ from the share that is right by " + Numbers.percentagePoints(own.error())
                + " on average (expected calibration error)";
        return calibrated
                        .map(at -> gap + "; after calibration, by " + Numbers.percentagePoints(at.error()))
                        .orElse(gap)
                + ".";
    }

    private static String chance(Statements statements) {
        return "With %s, even exact probabilities would differ by about %s."
                .formatted(
                        Numbers.count(statements.probabilities().length, "prediction"),
                        Numbers.percentagePoints(CalibrationError.byChance(statements.probabilities())));
    }

    private static Series line(String name, Statements statements) {
        return new Series(
                name,
                statements.bins().stream()
                        .map(bin -> new Point(bin.confidence(), bin.right(), Optional.of(bin.interval())))
                        .toList());
    }

    private static Html table(List<ReliabilityBin> bins) {
        List<Html> rows = bins.stream()
                .map(bin -> Tables.row(List.of(
                        Tables.rowHeading(
                                Html.text(Numbers.wholePercent(bin.low()) + " to " + Numbers.wholePercent(bin.high()))),
                        Tables.number(bin.statements(), Numbers.count(bin.statements())),
                        Tables.number(bin.confidence(), Numbers.percent(bin.confidence())),
                        Tables.number(bin.right(), Numbers.percent(bin.right())),
                        Tables.number(bin.interval().low(), Numbers.interval(bin.interval())))))
                .toList();
        return Html.element("details")
                .add(Html.element("summary", "The numbers"))
                .add(Tables.plain(
                        "Predictions by their probability",
                        List.of(
                                Tables.heading("probability", false),
                                Tables.heading("predictions", true),
                                Tables.heading("mean probability", true),
                                Tables.heading("right", true),
                                Tables.heading("95 % interval", true)),
                        rows))
                .html();
    }

    private Statements statements(boolean calibrated) {
        return predictions.labels().isMultiLabel() ? ofEachLabel(calibrated) : ofTheBest(calibrated);
    }

    private Statements ofTheBest(boolean calibrated) {
        List<EvaluatedLabels> images = predictions.images();
        double[] probabilities = new double[images.size()];
        boolean[] right = new boolean[images.size()];
        for (int i = 0; i < right.length; i++) {
            float[] said = said(images.get(i), calibrated);
            int best = ProbabilityRow.best(said);
            probabilities[i] = said[best];
            right[i] =
                    images.get(i).actual().label().equals(predictions.labels().name(best));
        }
        return new Statements(probabilities, right);
    }

    private Statements ofEachLabel(boolean calibrated) {
        List<String> labels = predictions.labels().names();
        double[] probabilities =
                new double[Math.multiplyExact(predictions.images().size(), labels.size())];
        boolean[] right = new boolean[probabilities.length];
        int known = 0;
        for (EvaluatedLabels image : predictions.images()) {
            float[] said = said(image, calibrated);
            for (int label = 0; label < said.length; label++) {
                LabelState state = image.actual().state(labels.get(label));
                if (state != LabelState.UNKNOWN) {
                    probabilities[known] = said[label];
                    right[known++] = state == LabelState.PRESENT;
                }
            }
        }
        return new Statements(Arrays.copyOf(probabilities, known), Arrays.copyOf(right, known));
    }

    private float[] said(EvaluatedLabels image, boolean calibrated) {
        return calibrated ? predictions.calibrated(image.probabilities()) : image.probabilities();
    }
}
