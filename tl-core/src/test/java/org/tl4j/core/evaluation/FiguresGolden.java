package org.tl4j.core.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;

/** Predictions of classes or of several labels, and the figures that scikit-learn gives them. */
final class FiguresGolden {
    private final String name;
    private final List<float[]> probabilities = new ArrayList<>();
    private final List<List<LabelState>> states = new ArrayList<>();
    private final Map<String, List<Double>> figures = new HashMap<>();

    private FiguresGolden(String name) {
        this.name = name;
    }

    /** Images with one label each. */
    static List<FiguresGolden> ofClasses() {
        return read("single-labels.txt");
    }

    /** Images with several labels each. */
    static List<FiguresGolden> ofSeveralLabels() {
        return read("several-labels.txt");
    }

    private static List<FiguresGolden> read(String file) {
        List<FiguresGolden> all = new ArrayList<>();
        for (List<String> words : lines(file)) {
            List<String> values = words.subList(1, words.size());
            switch (words.get(0)) {
                case "problem" -> all.add(new FiguresGolden(values.get(0)));
                case "mcnemar" -> {}
                default -> all.get(all.size() - 1).add(words.get(0), values);
            }
        }
        return all;
    }

    /** Images that only the first model gets right, those that only the second does, and the p-value of SciPy. */
    static List<List<Double>> mcNemar() {
        return lines("several-labels.txt").stream()
                .filter(words -> words.get(0).equals("mcnemar"))
                .map(words -> numbers(words.subList(1, words.size())))
                .toList();
    }

    private static List<List<String>> lines(String file) {
        try (InputStream in = FiguresGolden.class.getResourceAsStream("goldens/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Arrays.asList(line.split(" ")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Double> numbers(List<String> words) {
        return words.stream().map(Double::valueOf).toList();
    }

    private void add(String key, List<String> values) {
        switch (key) {
            case "probabilities" -> {
                float[] row = new float[values.size()];
                for (int label = 0; label < row.length; label++) {
                    row[label] = Float.parseFloat(values.get(label));
                }
                probabilities.add(row);
            }
            case "present" ->
                states.add(values.stream()
                        .map(value -> value.equals("1") ? LabelState.PRESENT : LabelState.ABSENT)
                        .toList());
            default -> figures.put(key, numbers(values));
        }
    }

    /** The predictions of several labels as TL4J measures them. */
    MultiLabelEvaluation severalLabels() {
        return MultiLabelEvaluator.of(
                new LabelSet(LabelSet.numbered(labels()).names(), LabelMode.MULTI_LABEL),
                probabilities(),
                targets(),
                figures.get("thresholds"));
    }

    /** The predictions of classes as TL4J measures them. */
    Evaluation classes() {
        Evaluator evaluator = new Evaluator(LabelSet.numbered(labels()));
        for (int row = 0; row < states.size(); row++) {
            evaluator.add(states.get(row).indexOf(LabelState.PRESENT), probabilities.get(row));
        }
        return evaluator.result();
    }

    float[][] probabilities() {
        return probabilities.toArray(float[][]::new);
    }

    LabelMatrix targets() {
        return LabelMatrix.multiple(states, labels());
    }

    int labels() {
        return probabilities.get(0).length;
    }

    List<Double> figures(String key) {
        return figures.get(key);
    }

    double figure(String key) {
        return figures.get(key).get(0);
    }

    @Override
    public String toString() {
        return name;
    }
}
