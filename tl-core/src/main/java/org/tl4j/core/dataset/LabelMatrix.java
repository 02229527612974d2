package org.tl4j.core.dataset;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The labels of images by index: one row per image, one column per label. Immutable. */
public final class LabelMatrix {
    private static final byte PRESENT = 1;
    private static final byte UNKNOWN = 2;

    private final LabelMode mode;
    private final int labels;
    /** Of single-label images: the class of each. */
    private final int[] classes;
    /** Of multi-label images: {@link #PRESENT}, {@link #UNKNOWN} or 0, one row per image. */
    private final byte[][] states;

    private LabelMatrix(LabelMode mode, int labels, int[] classes, byte[][] states) {
        this.mode = mode;
        this.labels = labels;
        this.classes = classes;
        this.states = states;
    }

    /**
     * Images that have exactly one label each. The array is not copied; the caller must not change it afterwards.
     *
     * @param classes the class of each image, from 0 to below {@code labels}
     * @param labels how many classes there are
     */
    public static LabelMatrix single(int[] classes, int labels) {
        for (int label : classes) {
            if (label < 0 || label >= labels) {
                throw new IllegalArgumentException("a label must be in [0, " + labels + "), found " + label);
            }
        }
        return new LabelMatrix(LabelMode.SINGLE_LABEL, labels, classes, new byte[0][]);
    }

    /**
     * Images that have any number of labels each.
     *
     * @param states one row per image, one state per label
     * @param labels how many labels there are
     */
    public static LabelMatrix multiple(List<List<LabelState>> states, int labels) {
        byte[][] codes = new byte[states.size()][labels];
        for (int row = 0; row < codes.length; row++) {
            if (states.get(row).size() != labels) {
                throw new IllegalArgumentException("a row must have " + labels + " states, found "
                        + states.get(row).size());
            }
            for (int label = 0; label < labels; label++) {
                codes[row][label] = code(states.get(row).get(label));
            }
        }
        return new LabelMatrix(LabelMode.MULTI_LABEL, labels, new int[0], codes);
    }

    private static byte code(LabelState state) {
        return switch (state) {
            case PRESENT -> PRESENT;
            case UNKNOWN -> UNKNOWN;
            case ABSENT -> 0;
        };
    }

    /**
     * The labels of samples.
     *
     * @param labels the labels, and whether images have one or several
     * @throws org.tl4j.core.error.DataException if a sample has a label that is not among them
     */
    public static LabelMatrix of(List<Sample> samples, LabelSet labels) {
        Map<String, Integer> indices = new HashMap<>();
        if (labels.mode() == LabelMode.SINGLE_LABEL) {
            int[] classes = samples.stream()
                    .mapToInt(sample -> indices.computeIfAbsent(sample.label(), labels::indexOf))
                    .toArray();
            return single(classes, labels.size());
        }
        byte[][] states = new byte[samples.size()][labels.size()];
        for (int row = 0; row < states.length; row++) {
            Annotation annotation = samples.get(row).annotation();
            for (String label : annotation.present()) {
                states[row][indices.computeIfAbsent(label, labels::indexOf)] = PRESENT;
            }
            for (String label : annotation.unknown()) {
                states[row][indices.computeIfAbsent(label, labels::indexOf)] = UNKNOWN;
            }
        }
        return new LabelMatrix(LabelMode.MULTI_LABEL, labels.size(), new int[0], states);
    }

    /** How many labels an image has. */
    public LabelMode mode() {
        return mode;
    }

    /** How many images. */
    public int rows() {
        return mode == LabelMode.SINGLE_LABEL ? classes.length : states.length;
    }

    /** How many labels. */
    public int labels() {
        return labels;
    }

    /** What is known of a label of an image. */
    public LabelState state(int row, int label) {
        if (mode == LabelMode.SINGLE_LABEL) {
            return classes[row] == label ? LabelState.PRESENT : LabelState.ABSENT;
        }
        return switch (states[row][label]) {
            case PRESENT -> LabelState.PRESENT;
            case UNKNOWN -> LabelState.UNKNOWN;
            default -> LabelState.ABSENT;
        };
    }

    /** Whether an image has a label. */
    public boolean isPresent(int row, int label) {
        return state(row, label) == LabelState.PRESENT;
    }

    /**
     * The class of a single-label image.
     *
     * @throws IllegalStateException if images may have several labels
     */
    public int single(int row) {
        return singles()[row];
    }

    /**
     * The class of each single-label image; not to be changed.
     *
     * @throws IllegalStateException if images may have several labels
     */
    public int[] singles() {
        if (mode != LabelMode.SINGLE_LABEL) {
            throw new IllegalStateException("images of a multi-label data set have any number of labels");
        }
        return classes;
    }

    /** How many images have each label. */
    public int[] counts() {
        int[] counts = new int[labels];
        for (int row = 0; row < rows(); row++) {
            for (int label = 0; label < labels; label++) {
                counts[label] += isPresent(row, label) ? 1 : 0;
            }
        }
        return counts;
    }

    /** The rows of these indices, in their order. */
    public LabelMatrix select(int[] rows) {
        return mode == LabelMode.SINGLE_LABEL
                ? new LabelMatrix(
                        mode,
                        labels,
                        IntStream.of(rows).map(row -> classes[row]).toArray(),
                        states)
                : new LabelMatrix(
                        mode,
                        labels,
                        classes,
                        IntStream.of(rows).mapToObj(row -> states[row]).toArray(byte[][]::new));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelMatrix matrix
                && mode == matrix.mode
                && labels == matrix.labels
                && Arrays.equals(classes, matrix.classes)
                && Arrays.deepEquals(states, matrix.states);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(classes) + Arrays.deepHashCode(states) + labels;
    }
}
