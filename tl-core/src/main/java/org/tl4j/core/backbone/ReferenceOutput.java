package org.tl4j.core.backbone;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * What a network must compute for a picture given by a formula: red, green and blue (c = 0, 1, 2) of the pixel in row y and
 * column x are {@code (3 x + 5 y + x y / 7 + 85 c) mod 256}. The picture is normalised as the entry says, so that a wrong
 * order of channels, scale or mean gives other values.
 *
 * @param vertex whose output is compared
 * @param values the first features there, computed by software other than this
 */
public record ReferenceOutput(String vertex, List<Double> values) {
    /** Relative to the largest absolute value. */
    private static final double TOLERANCE = 1e-3;

    public ReferenceOutput {
        requireNonNull(vertex, "vertex is null");
        values = List.copyOf(values);
        if (values.isEmpty()) {
            throw new IllegalArgumentException("a reference output must have values, found none");
        }
    }

    /** The picture, normalised by {@code preprocessing}. */
    public ImageBatch input(Preprocessing preprocessing) {
        ImageBatch image = ImageBatch.allocate(1, preprocessing);
        int at = 0;
        for (int plane = 0; plane < image.channels(); plane++) {
            int colour = switch (preprocessing.channels()) {
                case RGB, GREY -> plane;
                case BGR -> 2 - plane;
            };
            double mean = preprocessing.mean().get(plane);
            double deviation = preprocessing.standardDeviation().get(plane);
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    int pixel = (3 * x + 5 * y + x * y / 7 + 85 * colour) % 256;
                    image.values().put(at++, (float) ((pixel * preprocessing.scale() - mean) / deviation));
                }
            }
        }
        return image;
    }

    /**
     * Compares the output of a network with the reference.
     *
     * @return the largest deviation from the reference values, as a share of the largest of them
     * @throws WeightsException if it is above 0.001
     */
    public double check(FeatureBatch answer, String subject) {
        double largest = values.stream().mapToDouble(Math::abs).max().orElseThrow();
        double deviation = answer.width() < values.size() ? Double.POSITIVE_INFINITY : 0;
        for (int i = 0; i < Math.min(values.size(), answer.width()); i++) {
            deviation = Math.max(deviation, Math.abs(answer.values().get(i) - values.get(i)) / largest);
        }
        if (!(deviation <= TOLERANCE)) {
            throw new WeightsException(
                    subject,
                    "must match its reference output within " + TOLERANCE,
                    "a deviation of " + deviation,
                    "the weights, or the preprocessing of the catalogue, belong to another network");
        }
        return deviation;
    }
}
