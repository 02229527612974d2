package org.tl4j.report.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.training.CandidateOutcome;
import org.tl4j.core.training.CandidateResult;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.DecisionText;
import org.tl4j.core.training.HeadKind;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;
import org.tl4j.core.training.Verdict;
import org.tl4j.report.Html;
import org.tl4j.report.HtmlElement;
import org.tl4j.report.Numbers;
import org.tl4j.report.Section;
import org.tl4j.report.chart.Axis;
import org.tl4j.report.chart.BarChart;
import org.tl4j.report.chart.BarChart.Bar;

/** What was tried, and why the network was trained as it is. */
public final class DecisionSection {
    private final List<Decision> decisions;
    private final List<Row> rows = new ArrayList<>();

    private DecisionSection(List<Decision> decisions) {
        this.decisions = decisions;
        decisions.forEach(this::add);
    }

    /** A candidate; {@code seconds} below 0 where it was not trained. */
    private record Row(String name, Optional<Score> score, Optional<Double> share, double seconds, String verdict) {}

    /** The section; empty if there was no choice. */
    public static Optional<Section> of(List<Decision> decisions) {
        return decisions.isEmpty() ? Optional.empty() : Optional.of(new DecisionSection(decisions).section());
    }

    private void add(Decision decision) {
        if (decision instanceof Decision.FrozenScored scored) {
            rows.add(
                    new Row("frozen network, new output layer", Optional.of(scored.score()), Optional.empty(), -1, ""));
        } else if (decision instanceof Decision.HeadsCompared heads && heads.images() > 0) {
            rows.add(head(
                    heads, HeadKind.LOGISTIC_REGRESSION, "output layer by logistic regression", heads.regression()));
            rows.add(head(heads, HeadKind.PROTOTYPE, "output layer by nearest class mean", heads.prototype()));
        } else if (decision instanceof Decision.FineTuningCompared compared) {
            rows.add(new Row("frozen network", Optional.of(compared.frozen()), Optional.empty(), -1, ""));
            rows.add(row(compared.candidate(), compared.verdict()));
        } else if (decision instanceof Decision.CandidateTried tried) {
            if (tried.outcome() instanceof CandidateOutcome.Measured measured) {
                rows.add(row(measured.result(), tried.verdict()));
            } else {
                String why = tried.outcome() instanceof CandidateOutcome.NoTime ? "not tried: no time" : "failed";
                rows.add(new Row(tried.candidate(), Optional.empty(), Optional.empty(), -1, why));
            }
        }
    }

    private static Row head(Decision.HeadsCompared heads, HeadKind kind, String name, double right) {
        return new Row(name, Optional.empty(), Optional.of(right), -1, heads.head() == kind ? "taken" : "");
    }

    private static Row row(CandidateResult result, Verdict verdict) {
        String words = switch (verdict) {
            case TAKEN -> "taken";
            case NOT_TAKEN -> "not taken";
        };
        return new Row(result.candidate(), Optional.of(result.score()), Optional.empty(), result.seconds(), words);
    }

    /** A later candidate that is taken replaces an earlier one; without any, the frozen network is. */
    private String verdict(int index) {
        Row row = rows.get(index);
        boolean candidate = row.score().isPresent();
        if (!candidate) {
            return row.verdict();
        }
        int taken = -1;
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).score().isPresent()
                    && (rows.get(i).verdict().isEmpty() || rows.get(i).verdict().equals("taken"))) {
                taken = i;
            }
        }
        return index == taken ? "taken" : "not taken";
    }

    private Section section() {
        List<Html> parts = new ArrayList<>();
        HtmlElement sentences = Html.element("ol");
        decisions.forEach(decision -> sentences.add(Html.element("li", DecisionText.of(decision))));
        parts.add(sentences.html());
        if (!rows.isEmpty()) {
            parts.add(chart());
            parts.add(Html.element("p")
                    .classes("note")
                    .text(
                            "All scores are of the same images. The line through the end of a bar is the 95 % interval of its"
                                    + " score; two candidates whose lines overlap may still differ clearly, since they are compared"
                                    + " image by image. Fine-tuning from a layer trains this layer and all that follow.")
                    .html());
        }
        return new Section("decision", "Why this network", Html.join(parts));
    }

    private Html chart() {
        boolean accuracy = rows.stream()
                .flatMap(row -> row.score().stream())
                .allMatch(score -> score.metric() == ScoreMetric.ACCURACY);
        List<Bar> bars = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            bars.add(bar(rows.get(i), verdict(i)));
        }
        return new BarChart(
                        "Candidates, in the order in which they were tried",
                        "candidate",
                        Axis.share(accuracy ? "accuracy, from 0 to 100 %" : "mean average precision, from 0 to 1"),
                        List.of("score", "95 % interval", "time", "verdict"),
                        bars)
                .html();
    }

    private static Bar bar(Row row, String verdict) {
        Optional<Double> value = row.score().map(Score::value).or(row::share);
        Optional<Interval> interval = row.score()
                .filter(score -> score.metric() == ScoreMetric.ACCURACY && score.images() > 0)
                .map(score -> Interval.wilson(Math.round(score.value() * score.images()), score.images()));
        String shown = row.score()
                .map(score -> score.metric() == ScoreMetric.ACCURACY
                        ? Numbers.percent(score.value())
                        : Numbers.decimal(score.value()))
                .or(() -> row.share().map(Numbers::percent))
                .orElse("-");
        return new Bar(
                Html.text(row.name()),
                value,
                interval,
                verdict.equals("taken"),
                List.of(
                        Html.text(shown),
                        Html.text(interval.map(Numbers::interval).orElse("")),
                        Html.text(row.seconds() < 0 ? "" : Numbers.seconds(row.seconds())),
                        Html.text(verdict)));
    }
}
