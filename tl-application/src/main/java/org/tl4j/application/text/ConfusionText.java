package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.tl4j.core.error.Printable;
import org.tl4j.core.evaluation.Evaluation;

/** The confusion matrix: the whole table if it fits on a screen, otherwise the most frequent confusions. */
public final class ConfusionText {
    private static final int WIDEST_TABLE = 100;
    private static final int LONGEST_HEADING = 16;
    private static final int NARROWEST_COLUMN = 6;
    private static final int LONGEST_LIST = 10;

    private ConfusionText() {}

    /**
     * The lines of text.
     *
     * @param words the names of the caller's features
     */
    public static List<String> of(Evaluation evaluation, CallerWords words) {
        List<String> names = evaluation.labels().names();
        int first = Math.max(
                5,
                names.stream()
                        .mapToInt(name -> Format.label(name).length())
                        .max()
                        .orElse(0));
        int width = 2 + first + names.stream().mapToInt(ConfusionText::width).sum();
        return width <= WIDEST_TABLE ? table(evaluation, first) : list(evaluation, words);
    }

    private static List<String> table(Evaluation evaluation, int first) {
        List<String> names = evaluation.labels().names();
        List<String> lines = new ArrayList<>();
        lines.add("Confusion, one row per actual class, one column per predicted class:");
        StringBuilder heading = new StringBuilder("  " + " ".repeat(first));
        names.forEach(name -> heading.append(cell(name, heading(name))));
        lines.add(heading.toString());
        for (int row = 0; row < names.size(); row++) {
            StringBuilder line =
                    new StringBuilder(String.format(Locale.ROOT, "  %-" + first + "s", Format.label(names.get(row))));
            for (int column = 0; column < names.size(); column++) {
                line.append(cell(
                        names.get(column),
                        String.valueOf(evaluation.confusion().get(row).get(column))));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    private static List<String> list(Evaluation evaluation, CallerWords words) {
        List<Confused> confused = confused(evaluation);
        if (confused.isEmpty()) {
            return List.of("No image was taken for one of another class.");
        }
        List<String> lines = new ArrayList<>();
        lines.add("Most frequent confusions:");
        confused.stream().limit(LONGEST_LIST).map(Confused::line).forEach(lines::add);
        if (confused.size() > LONGEST_LIST) {
            lines.add("  and %d more pairs of classes; %s has the whole table"
                    .formatted(confused.size() - LONGEST_LIST, words.everything()));
        }
        return lines;
    }

    private static List<Confused> confused(Evaluation evaluation) {
        List<String> names = evaluation.labels().names();
        List<Confused> confused = new ArrayList<>();
        for (int row = 0; row < names.size(); row++) {
            for (int column = 0; column < names.size(); column++) {
                int images = evaluation.confusion().get(row).get(column);
                if (row != column && images > 0) {
                    confused.add(new Confused(names.get(row), names.get(column), images));
                }
            }
        }
        // stable: pairs of equal count stay in the order of the classes
        confused.sort(Comparator.comparingInt(Confused::images).reversed());
        return confused;
    }

    private static String heading(String name) {
        return Printable.text(name, LONGEST_HEADING);
    }

    private static int width(String name) {
        return Math.max(NARROWEST_COLUMN, heading(name).length() + 1);
    }

    private static String cell(String name, String text) {
        return String.format(Locale.ROOT, "%" + width(name) + "s", text);
    }

    /** Images of one class that were predicted as another. */
    private record Confused(String actual, String predicted, int images) {
        String line() {
            return "  %s taken for %s: %s"
                    .formatted(Format.label(actual), Format.label(predicted), Format.count(images, "image"));
        }
    }
}
