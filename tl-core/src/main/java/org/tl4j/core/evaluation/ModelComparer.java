package org.tl4j.core.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.network.ProbabilityRow;

/** Collects what two models say of the same images, and compares them. Not thread-safe. */
public final class ModelComparer {
    private static final double NORMAL_95 = 1.96;

    private final LabelSet first;
    private final LabelSet second;
    private final List<Double> thresholdsFirst;
    private final List<Double> thresholdsSecond;
    private final List<Sample> samples = new ArrayList<>();
    private final List<float[]> saidFirst = new ArrayList<>();
    private final List<float[]> saidSecond = new ArrayList<>();

    /**
     * For two models of the same label mode.
     *
     * @param first the labels of the first, in the order of its outputs
     * @param second the labels of the second
     * @throws IllegalArgumentException if one is for several labels and the other is not
     */
    public ModelComparer(LabelSet first, LabelSet second) {
        this(
                first,
                Collections.nCopies(first.size(), MultiLabelEvaluator.HALF),
                second,
                Collections.nCopies(second.size(), MultiLabelEvaluator.HALF));
    }

    /**
     * The same with thresholds, which count where images have several labels.
     *
     * @param thresholdsFirst from which probability the first model accepts each of its labels, in their order
     * @param thresholdsSecond the same of the second
     * @throws IllegalArgumentException if one is for several labels and the other is not, or there is not one threshold per label
     */
    public ModelComparer(LabelSet first, List<Double> thresholdsFirst, LabelSet second, List<Double> thresholdsSecond) {
        if (first.mode() != second.mode()) {
            throw new IllegalArgumentException("both models must be of one label mode");
        }
        if (thresholdsFirst.size() != first.size() || thresholdsSecond.size() != second.size()) {
            throw new IllegalArgumentException("there must be one threshold per label");
        }
        this.first = first;
        this.second = second;
        this.thresholdsFirst = List.copyOf(thresholdsFirst);
        this.thresholdsSecond = List.copyOf(thresholdsSecond);
    }

    /**
     * Adds an image; the arrays are kept.
     *
     * @param byFirst what the first model says, one probability per label
     * @param bySecond what the second model says
     */
    public void add(Sample sample, float[] byFirst, float[] bySecond) {
        samples.add(sample);
        saidFirst.add(byFirst);
        saidSecond.add(bySecond);
    }

    /** The comparison; of no images if none has labels that both models know. */
    public ModelComparison result() {
        return first.isMultiLabel() ? several() : single();
    }

    private ModelComparison single() {
        int images = 0;
        int[] right = new int[2];
        int[] only = new int[2];
        List<DifferingImage> differing = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            String actual = samples.get(i).label();
            String one = top(first, saidFirst.get(i));
            String other = top(second, saidSecond.get(i));
            if (!one.equals(other)) {
                differing.add(new DifferingImage(samples.get(i).location(), actual, one, other));
            }
            if (first.names().contains(actual) && second.names().contains(actual)) {
                boolean byFirst = one.equals(actual);
                boolean bySecond = other.equals(actual);
                images++;
                right[0] += byFirst ? 1 : 0;
                right[1] += bySecond ? 1 : 0;
                only[0] += byFirst && !bySecond ? 1 : 0;
                only[1] += bySecond && !byFirst ? 1 : 0;
            }
        }
        double n = Math.max(1, images);
        double mean = (only[1] - only[0]) / n;
        // one more image is counted, so that a single one is never certain evidence
        double error = Math.sqrt(Math.max(0, (only[0] + only[1] + 1) / n - mean * mean) / n);
        return new ModelComparison(
                LabelMode.SINGLE_LABEL,
                images,
                right[0] / n,
                right[1] / n,
                new Interval(Math.max(-1, mean - NORMAL_95 * error), Math.min(1, mean + NORMAL_95 * error)),
                only[0],
                only[1],
                McNemar.pValue(only[0], only[1]),
                labels().stream().map(this::recalls).toList(),
                differing);
    }

    private LabelComparison recalls(String label) {
        int images = 0;
        int[] right = new int[2];
        for (int i = 0; i < samples.size(); i++) {
            if (samples.get(i).label().equals(label)) {
                images++;
                right[0] += top(first, saidFirst.get(i)).equals(label) ? 1 : 0;
                right[1] += top(second, saidSecond.get(i)).equals(label) ? 1 : 0;
            }
        }
        return new LabelComparison(
                label, images, share(first, label, right[0], images), share(second, label, right[1], images));
    }

    private static OptionalDouble share(LabelSet labels, String label, int right, int images) {
        return labels.names().contains(label) && images > 0
                ? OptionalDouble.of((double) right / images)
                : OptionalDouble.empty();
    }

    private static String top(LabelSet labels, float[] said) {
        return labels.name(ProbabilityRow.best(said));
    }

    private List<String> labels() {
        TreeSet<String> all = new TreeSet<>(first.names());
        all.addAll(second.names());
        return List.copyOf(all);
    }

    private ModelComparison several() {
        List<String> common =
                first.names().stream().filter(second.names()::contains).toList();
        LabelMatrix targets = targets(common);
        float[][] one = columns(first, saidFirst, common);
        float[][] other = columns(second, saidSecond, common);
        double[] limitsFirst = limits(first, thresholdsFirst, common);
        double[] limitsSecond = limits(second, thresholdsSecond, common);
        int[] only = new int[2];
        List<DifferingImage> differing = new ArrayList<>();
        for (int i = 0; i < samples.size(); i++) {
            String byFirst = above(first, thresholdsFirst, saidFirst.get(i));
            String bySecond = above(second, thresholdsSecond, saidSecond.get(i));
            if (!byFirst.equals(bySecond)) {
                differing.add(new DifferingImage(
                        samples.get(i).location(), samples.get(i).annotation().text(), byFirst, bySecond));
            }
            boolean firstRight = isRight(one[i], limitsFirst, targets, i);
            boolean secondRight = isRight(other[i], limitsSecond, targets, i);
            only[0] += firstRight && !secondRight ? 1 : 0;
            only[1] += secondRight && !firstRight ? 1 : 0;
        }
        return new ModelComparison(
                LabelMode.MULTI_LABEL,
                common.isEmpty() ? 0 : samples.size(),
                AveragePrecision.mean(one, targets),
                AveragePrecision.mean(other, targets),
                interval(one, other, targets),
                only[0],
                only[1],
                McNemar.pValue(only[0], only[1]),
                labels().stream()
                        .map(label -> precisions(label, common, one, other, targets))
                        .toList(),
                differing);
    }

    private LabelComparison precisions(
            String label, List<String> common, float[][] one, float[][] other, LabelMatrix targets) {
        int images = (int) samples.stream()
                .filter(sample -> sample.annotation().present().contains(label))
                .count();
        int column = common.indexOf(label);
        return column < 0
                ? new LabelComparison(label, images, OptionalDouble.empty(), OptionalDouble.empty())
                : new LabelComparison(
                        label,
                        images,
                        AveragePrecision.of(one, targets, column),
                        AveragePrecision.of(other, targets, column));
    }

    private static double[] limits(LabelSet labels, List<Double> thresholds, List<String> wanted) {
        return wanted.stream()
                .mapToDouble(label -> thresholds.get(labels.indexOf(label)))
                .toArray();
    }

    private static String above(LabelSet labels, List<Double> thresholds, float[] said) {
        return Annotation.ofAll(IntStream.range(0, said.length)
                        .filter(label -> said[label] >= thresholds.get(label))
                        .mapToObj(labels::name)
                        .toList())
                .text();
    }

    private static boolean isRight(float[] said, double[] limits, LabelMatrix targets, int row) {
        return IntStream.range(0, said.length)
                .allMatch(label -> targets.state(row, label) == LabelState.UNKNOWN
                        || targets.isPresent(row, label) == said[label] >= limits[label]);
    }

    private LabelMatrix targets(List<String> labels) {
        return LabelMatrix.multiple(
                samples.stream()
                        .map(sample -> labels.stream()
                                .map(label -> sample.annotation().state(label))
                                .toList())
                        .toList(),
                labels.size());
    }

    private static float[][] columns(LabelSet labels, List<float[]> rows, List<String> wanted) {
        int[] indices = wanted.stream().mapToInt(labels::indexOf).toArray();
        float[][] columns = new float[rows.size()][wanted.size()];
        for (int row = 0; row < columns.length; row++) {
            for (int label = 0; label < indices.length; label++) {
                columns[row][label] = rows.get(row)[indices[label]];
            }
        }
        return columns;
    }

    private static Interval interval(float[][] one, float[][] other, LabelMatrix targets) {
        if (one.length == 0) {
            return new Interval(0, 0);
        }
        RankedLabels first = new RankedLabels(one, targets);
        RankedLabels second = new RankedLabels(other, targets);
        return Bootstrap.of(one.length, rows -> second.mean(rows) - first.mean(rows))
                .interval();
    }
}
