package org.tl4j.core.prediction;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * How much each part of an image speaks for a label: what it adds to the logit of the label, or takes from it. The positions are
 * a grid over the part of the image that the network sees, which is
 * {@link org.tl4j.core.preprocessing.Preprocessing#visiblePart}. How exact the values are is the {@link HeatMapKind} of the
 * explanation.
 *
 * @param label the class or label
 * @param height rows of the grid, at least 1
 * @param width columns of the grid, at least 1
 * @param values row-major of shape [height, width], finite, in units of logits; not copied, the creator must not change them
 * @param rest what belongs to no position, finite, in units of logits: {@link #sum} and this are the logit; 0 where the map is exact
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record HeatMap(String label, int height, int width, double[] values, double rest) {
    public HeatMap {
        requireNonNull(label, "label is null");
        if (height < 1 || width < 1 || values.length != Math.multiplyExact(height, width)) {
            throw new IllegalArgumentException("a heat map must have a value for each position, found %d for %d x %d"
                    .formatted(values.length, height, width));
        }
        if (!Double.isFinite(rest) || !Arrays.stream(values).allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("a heat map must have finite values, found others for " + label);
        }
    }

    /** A map without a rest: its positions sum to the logit. */
    public HeatMap(String label, int height, int width, double[] values) {
        this(label, height, width, values, 0);
    }

    /**
     * The value of a position.
     *
     * @param row from 0, at the top
     * @param column from 0, at the left
     */
    public double value(int row, int column) {
        return values[row * width + column];
    }

    /** The sum over all positions; with {@link #rest} the logit. */
    public double sum() {
        return Arrays.stream(values).sum();
    }

    /**
     * How much of the logit the positions account for, beside the rest: from 0 to 1, the size of {@link #sum} as a share of the sizes
     * of both. 1 without a rest. Where it is small, the map says little of why the logit is as high as it is.
     */
    public double share() {
        return rest == 0 ? 1 : Math.abs(sum()) / (Math.abs(sum()) + Math.abs(rest));
    }

    /** The largest value, 0 where all speak against the label. */
    public double largest() {
        return Math.max(0, Arrays.stream(values).max().orElseThrow());
    }
}
