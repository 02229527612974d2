package org.tl4j.dl4j.convert;

import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;
import org.tl4j.dl4j.validation.InvalidGraphException;

/**
 * Finds input sizes of a network whose file does not state one.
 *
 * @param configuration in our form
 * @param channels how many colour planes they have
 */
record InputSize(ComputationGraphConfiguration configuration, int channels) {
    /** The sizes of well-known networks and data sets, the most common one first. */
    private static final int[] USUAL = {224, 299, 32, 28, 331, 227, 96, 64, 128, 160, 192, 256, 384, 416, 448, 512};

    private static final int LARGEST = 640;

    /**
     * A common size at which all layers fit together, or else the smallest such size.
     *
     * @throws WeightsException if there is none
     */
    ImageSize likeliest() {
        return IntStream.concat(IntStream.of(USUAL), IntStream.rangeClosed(8, LARGEST))
                .filter(this::fits)
                .mapToObj(ImageSize::square)
                .findFirst()
                .orElseThrow(() -> new WeightsException(
                        "network of the file",
                        "must fit a square image of at most " + LARGEST + " pixels",
                        "no size that does",
                        "set a larger input-size, or choose another network"));
    }

    /** Whether all layers fit together for a square image. */
    boolean fits(int side) {
        try {
            GraphShapes.of(configuration, ActivationShape.image(channels, side, side), GraphLimits.current());
            return true;
        } catch (InvalidGraphException e) {
            return false; // its message is about a size that was only tried
        }
    }
}
