package org.tl4j.core.evaluation;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How a figure of images varies if other images of the same kind had been there: images are drawn again, with replacement, as
 * many as there are, and the figure is measured on each draw (Efron 1979). Always the same draws for one number of images.
 */
public final class Bootstrap {
    /** The error of a standard error is then 2 %. */
    private static final int DRAWS = 1000;

    /** With more images the figure varies less, and fewer draws are enough. */
    private static final long MOST_IMAGES_DRAWN = 20_000_000;

    private static final int FEWEST_DRAWS = 100;
    private static final double LOW = 0.025;
    private static final double HIGH = 0.975;
    private static final long SEED = 1;

    private final double[] sorted;

    private Bootstrap(double[] sorted) {
        this.sorted = sorted;
    }

    /**
     * Measures a figure on draws: 1,000 of them, and fewer, down to 100, of more than 20,000 images.
     *
     * @param images how many there are, at least 1
     * @param figure of the images of these indices, of which one may occur several times
     */
    public static Bootstrap of(int images, ToDoubleFunction<int[]> figure) {
        int draws = (int) Math.max(FEWEST_DRAWS, Math.min(DRAWS, MOST_IMAGES_DRAWN / images));
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            drawn[draw] = figure.applyAsDouble(random.ints(images, 0, images).toArray());
        }
        Arrays.sort(drawn);
        return new Bootstrap(drawn);
    }

    /** The 95 % interval, by percentiles. */
    public Interval interval() {
        return new Interval(sorted[(int) (LOW * sorted.length)], sorted[(int) (HIGH * sorted.length)]);
    }

    /** The standard error of the figure. */
    public double standardError() {
        double mean = Arrays.stream(sorted).average().orElse(0);
        double squares = Arrays.stream(sorted)
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return Math.sqrt(squares / (sorted.length - 1));
    }
}
