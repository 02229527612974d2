package org.tl4j.core.evaluation;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * What each image contributes to a figure that is no mean over images, by leaving each out once (Quenouille 1956, Tukey 1958).
 * The spread of these pseudo-values gives the standard error of the figure, and differences of two networks can be taken image
 * by image. For a mean, pseudo-values are the values themselves.
 */
public final class Jackknife {
    private Jackknife() {}

    /**
     * The pseudo-values, shifted by the same amount so that their mean is the figure of all images. Costs one figure per image.
     *
     * @param images how many there are, at least 1
     * @param figure of the images of these indices
     */
    public static double[] contributions(int images, ToDoubleFunction<int[]> figure) {
        double all = figure.applyAsDouble(IntStream.range(0, images).toArray());
        if (images == 1) {
            return new double[] {all};
        }
        double[] values = IntStream.range(0, images)
                .mapToDouble(left -> images * all
                        - (images - 1)
                                * figure.applyAsDouble(IntStream.range(0, images)
                                        .filter(i -> i != left)
                                        .toArray()))
                .toArray();
        double bias = Arrays.stream(values).average().orElse(all) - all;
        return Arrays.stream(values).map(value -> value - bias).toArray();
    }
}
