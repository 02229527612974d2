package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.evaluation.DifferingImage;
import org.tl4j.core.evaluation.LabelComparison;
import org.tl4j.core.evaluation.ModelComparison;

/** A comparison of two models, as text. */
public final class ComparisonText {
    private static final int SHOWN = 10;
    private static final double PERCENT = 100;

    private ComparisonText() {}

    /**
     * The figures, label by label, and the first images on which the models differ.
     *
     * @param first what the first model is called, such as {@code the old model}
     * @param second what the second model is called
     */
    public static List<String> of(ModelComparison comparison, String first, String second) {
        List<String> lines = new ArrayList<>();
        if (comparison.images() == 0) {
            lines.add("There is no image on which %s and %s could be compared.".formatted(first, second));
            return lines;
        }
        lines.add("On %s, %s has %s and %s %s: %s."
                .formatted(
                        Format.count(comparison.images(), "image"),
                        first,
                        value(comparison, comparison.first()),
                        second,
                        value(comparison, comparison.second()),
                        verdict(comparison, second)));
        int width = comparison.perLabel().stream()
                .mapToInt(label -> Format.label(label.label()).length())
                .max()
                .orElse(0);
        String format = "  %-" + Math.max(5, width) + "s %8s %8s %8s";
        lines.add(String.format(Locale.ROOT, format, "label", "images", "first", "second"));
        for (LabelComparison label : comparison.perLabel()) {
            lines.add(String.format(
                    Locale.ROOT,
                    format,
                    Format.label(label.label()),
                    label.images(),
                    shown(label.first()),
                    shown(label.second())));
        }
        if (!comparison.differing().isEmpty()) {
            lines.add("They differ on %s:"
                    .formatted(Format.count(comparison.differing().size(), "image")));
            for (DifferingImage image : comparison
                    .differing()
                    .subList(0, Math.min(SHOWN, comparison.differing().size()))) {
                lines.add("  %s: %s, first %s, second %s"
                        .formatted(
                                image.location(),
                                Format.label(image.actual()),
                                Format.label(image.first()),
                                Format.label(image.second())));
            }
            if (comparison.differing().size() > SHOWN) {
                lines.add("  and " + (comparison.differing().size() - SHOWN) + " more");
            }
        }
        return lines;
    }

    private static String shown(OptionalDouble value) {
        return value.isPresent() ? Format.decimal(value.getAsDouble()) : "-";
    }

    private static String value(ModelComparison comparison, double value) {
        return comparison.mode() == LabelMode.SINGLE_LABEL
                ? Format.percent(value) + " right"
                : "a mean average precision of " + Format.decimal(value);
    }

    private static String verdict(ModelComparison comparison, String second) {
        String interval = String.format(
                Locale.ROOT,
                "%+.1f points (95 %% interval %+.1f to %+.1f)",
                PERCENT * (comparison.second() - comparison.first()),
                PERCENT * comparison.difference().low(),
                PERCENT * comparison.difference().high());
        if (comparison.secondIsWorse()) {
            return interval + ", so " + second + " is worse by more than chance";
        }
        return comparison.secondIsBetter()
                ? interval + ", so " + second + " is better by more than chance"
                : interval + ", which may be chance";
    }
}
