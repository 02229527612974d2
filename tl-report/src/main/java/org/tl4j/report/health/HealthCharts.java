package org.tl4j.report.health;

import static java.util.Comparator.comparing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.inspection.ClassCount;
import org.tl4j.core.inspection.FindingText;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.report.Html;
import org.tl4j.report.Numbers;
import org.tl4j.report.chart.Axis;
import org.tl4j.report.chart.BarChart;

/** The parts of data health that need no photos: shortcuts and balance. */
final class HealthCharts {
    private static final int MOST_CLASSES = 60;

    private HealthCharts() {}

    /** How well simple traits alone tell the classes apart. */
    static List<Html> shortcuts(List<ShortcutCheck> checks) {
        if (checks.isEmpty()) {
            return List.of();
        }
        List<Html> parts = new ArrayList<>();
        parts.add(HealthSection.heading("Shortcuts"));
        parts.add(HealthSection.note(
                "How many images of a class one simple trait recognises, without looking at what they show. If that is "
                        + "far above guessing, a network may learn the trait, and fail on images from elsewhere. "
                        + "Traits in which the classes really differ, such as the colour of flowers, are no fault."));
        parts.add(new BarChart(
                        "Recognised by one trait alone, in five-fold cross-validation; the line is the 95 % interval",
                        "trait",
                        Axis.share("mean recall, from 0 to 100 %"),
                        List.of("mean recall", "guessing", "shortcut"),
                        checks.stream().map(HealthCharts::bar).toList())
                .html());
        checks.stream()
                .filter(check -> check.verdict() != ShortcutCheck.Verdict.NONE)
                .forEach(check -> parts.add(Html.element("p")
                        .text("Here " + FindingText.of(check) + ": " + FindingText.of(check.verdict()) + ".")
                        .html()));
        return parts;
    }

    private static BarChart.Bar bar(ShortcutCheck check) {
        return new BarChart.Bar(
                Html.text(FindingText.of(check.trait())),
                Optional.of(check.balancedAccuracy()),
                Optional.of(check.interval()),
                check.verdict() == ShortcutCheck.Verdict.STRONG,
                List.of(
                        Html.text(Numbers.percent(check.balancedAccuracy())),
                        Html.text(Numbers.percent(check.chance())),
                        Html.text(EnumNames.of(check.verdict()))));
    }

    /** How many images each class has. */
    static List<Html> balance(Inspection inspection) {
        List<ClassCount> classes = inspection.classes();
        if (classes.isEmpty()) {
            return List.of();
        }
        List<Html> parts = new ArrayList<>();
        parts.add(HealthSection.heading("Images per class"));
        double imbalance = inspection.imbalance();
        if (imbalance >= 3) {
            parts.add(HealthSection.note("The largest class has "
                    + (Double.isInfinite(imbalance) ? "many" : Numbers.plain(imbalance))
                    + " times the images of the smallest: add images of small classes, or weight the classes."));
        }
        int most = classes.stream().mapToInt(ClassCount::images).max().orElse(1);
        boolean roles = classes.stream().anyMatch(one -> !one.byRole().isEmpty());
        List<BarChart.Bar> bars = classes.stream()
                .sorted(comparing(ClassCount::images).reversed())
                .limit(MOST_CLASSES)
                .map(one -> bar(one, roles))
                .toList();
        parts.add(new BarChart(
                        "Images of each class" + HealthSection.more(classes.size(), MOST_CLASSES),
                        "class",
                        new Axis("images, from 0 to " + Numbers.count(most), 0, Math.max(1, most), Axis.Scale.LINEAR),
                        roles ? List.of("all", "train", "validation", "test") : List.of("images"),
                        bars)
                .html());
        return parts;
    }

    private static BarChart.Bar bar(ClassCount one, boolean roles) {
        List<Html> cells = new ArrayList<>();
        cells.add(Html.text(Numbers.count(one.images())));
        if (roles) {
            for (Subset subset : Subset.values()) {
                cells.add(Html.text(Numbers.count(one.byRole().getOrDefault(subset, 0))));
            }
        }
        return new BarChart.Bar(
                Html.name(one.label()), Optional.of((double) one.images()), Optional.empty(), false, cells);
    }
}
