package org.tl4j.dl4j.convert;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Pseudo-random preprocessed images for the equivalence check: noise, in which every pixel has another colour, and
 * patches of one colour, which also activate layers that average noise away.
 */
final class CheckImages {
    private static final long SEED = 42;
    private static final int BRIGHTEST = 255;
    private static final int PATCHES_A_SIDE = 4;
    /** Factors of the preprocessed range, for networks whose preprocessing was stated wrongly. */
    private static final double[] OTHER_SCALES = {1.0 / 255, 1.0 / 16, 16, 255};

    /** For networks whose outputs overflow at what the preprocessing gives. */
    private static final double[] FAINT_SCALES = {1e-6, 1e-9, 1e-12};

    private final Preprocessing preprocessing;

    CheckImages(Preprocessing preprocessing) {
        this.preprocessing = preprocessing;
    }

    /** One image of noise and one of patches, [1, channels, height, width]; the caller closes them. */
    Stream<INDArray> usual() {
        return Stream.of(1, patch()).map(patch -> image(patch, 1));
    }

    /** The same, darker and brighter than the preprocessed range. */
    Stream<INDArray> unusual() {
        return scaled(OTHER_SCALES);
    }

    /** The same, so near 0 that a network with large initial weights does not overflow. */
    Stream<INDArray> faint() {
        return scaled(FAINT_SCALES);
    }

    private Stream<INDArray> scaled(double... scales) {
        return Arrays.stream(scales)
                .boxed()
                .flatMap(scale -> Stream.of(1, patch()).map(patch -> image(patch, scale)));
    }

    private int patch() {
        return Math.max(
                2, Math.max(preprocessing.crop().height(), preprocessing.crop().width()) / PATCHES_A_SIDE);
    }

    private INDArray image(int patch, double scale) {
        int channels = preprocessing.channels().channels();
        int height = preprocessing.crop().height();
        int width = preprocessing.crop().width();
        List<Double> mean = preprocessing.mean();
        List<Double> deviation = preprocessing.standardDeviation();
        Random random = new Random(SEED);
        float[] colours = new float[channels * height * width];
        for (int i = 0; i < colours.length; i++) {
            colours[i] = random.nextFloat() * BRIGHTEST;
        }
        float[] values = new float[colours.length];
        for (int i = 0; i < values.length; i++) {
            int channel = i / (height * width);
            int row = i / width % height / patch * patch;
            int column = i % width / patch * patch;
            double pixel = colours[(channel * height + row) * width + column] * preprocessing.scale();
            values[i] = (float) (scale * (pixel - mean.get(channel)) / deviation.get(channel));
        }
        return Nd4j.create(values, new long[] {1, channels, height, width}, 'c');
    }
}
