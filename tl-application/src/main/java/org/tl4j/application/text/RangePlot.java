package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.tl4j.core.training.TrainingEvent.LearningRateTried;

/** The smoothed loss over the learning rate as plain text, rates on a logarithmic scale. */
public final class RangePlot {
    private static final int COLUMNS = 60;
    private static final int ROWS = 12;

    private RangePlot() {}

    /** The plot, line by line, with its axes. */
    public static List<String> lines(List<LearningRateTried> tried) {
        double lowest =
                tried.stream().mapToDouble(LearningRateTried::smoothed).min().orElse(0);
        double highest =
                tried.stream().mapToDouble(LearningRateTried::smoothed).max().orElse(1);
        char[][] picture = new char[ROWS][COLUMNS];
        for (char[] row : picture) {
            Arrays.fill(row, ' ');
        }
        for (int i = 0; i < tried.size(); i++) {
            int column = place(i, 0, tried.size() - 1.0, COLUMNS);
            int row = ROWS - 1 - place(tried.get(i).smoothed(), lowest, highest, ROWS);
            picture[row][column] = '*';
        }
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double value = highest - (highest - lowest) * row / (ROWS - 1);
            lines.add(String.format(Locale.ROOT, "%8.3f |%s", value, new String(picture[row]).stripTrailing()));
        }
        lines.add(" ".repeat(9) + "+" + "-".repeat(COLUMNS));
        lines.add(String.format(
                Locale.ROOT,
                "%10s%-20.1g%20.1g%20.1g",
                "",
                tried.get(0).learningRate(),
                tried.get(tried.size() / 2).learningRate(),
                tried.get(tried.size() - 1).learningRate()));
        return lines;
    }

    private static int place(double value, double low, double high, int places) {
        return high > low ? (int) Math.round((value - low) / (high - low) * (places - 1)) : 0;
    }
}
