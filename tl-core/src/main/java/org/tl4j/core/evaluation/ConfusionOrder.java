package org.tl4j.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An order of classes in which those that are confused with one another are neighbours. Classes are joined by average linkage
 * (Sokal and Michener 1958), the most confused first, and each group is turned so that the more confused ends meet. It takes
 * time with the third power of the number of classes; hundreds are no problem.
 */
public final class ConfusionOrder {
    private final double[][] similarity;

    private ConfusionOrder(double[][] similarity) {
        this.similarity = similarity;
    }

    /**
     * The order of the classes of a confusion matrix.
     *
     * @param confusion images by actual class (row) and predicted class (column)
     * @return the indices of the classes
     */
    public static List<Integer> of(List<List<Integer>> confusion) {
        int classes = confusion.size();
        double[] images = new double[classes];
        for (int c = 0; c < classes; c++) {
            images[c] = Math.max(1, confusion.get(c).stream().mapToInt(i -> i).sum());
        }
        double[][] similarity = new double[classes][classes];
        for (int a = 0; a < classes; a++) {
            for (int b = 0; b < classes; b++) {
                similarity[a][b] = a == b
                        ? 0
                        : confusion.get(a).get(b) / images[a] + confusion.get(b).get(a) / images[b];
            }
        }
        return new ConfusionOrder(similarity).order();
    }

    private List<Integer> order() {
        List<List<Integer>> groups = new ArrayList<>();
        for (int c = 0; c < similarity.length; c++) {
            groups.add(List.of(c));
        }
        while (groups.size() > 1) {
            int first = 0;
            int second = 1;
            double best = -1;
            for (int a = 0; a < groups.size(); a++) {
                for (int b = a + 1; b < groups.size(); b++) {
                    double mean = mean(groups.get(a), groups.get(b));
                    if (mean > best) {
                        best = mean;
                        first = a;
                        second = b;
                    }
                }
            }
            if (best == 0) {
                // nothing is confused any more: the rest keeps its order
                return groups.stream().flatMap(List::stream).toList();
            }
            groups.set(first, joined(groups.get(first), groups.get(second)));
            groups.remove(second);
        }
        return groups.isEmpty() ? List.of() : groups.get(0);
    }

    private double mean(List<Integer> one, List<Integer> other) {
        double sum = 0;
        for (int a : one) {
            for (int b : other) {
                sum += similarity[a][b];
            }
        }
        return sum / ((double) one.size() * other.size());
    }

    private List<Integer> joined(List<Integer> one, List<Integer> other) {
        List<Integer> best = List.of();
        double closest = -1;
        for (List<Integer> left : List.of(one, reversed(one))) {
            for (List<Integer> right : List.of(other, reversed(other))) {
                double ends = similarity[left.get(left.size() - 1)][right.get(0)];
                if (ends > closest) {
                    closest = ends;
                    best = new ArrayList<>(left);
                    best.addAll(right);
                }
            }
        }
        return best;
    }

    private static List<Integer> reversed(List<Integer> group) {
        List<Integer> reversed = new ArrayList<>(group);
        Collections.reverse(reversed);
        return reversed;
    }
}
