package org.tl4j.dl4j.convert;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.dl4j.convert.source.Classifier;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.graph.Arrays4j;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;

/**
 * Compares a converted network with its source, by their outputs for pseudo-random preprocessed images, before a
 * softmax or another function at the end could hide a difference.
 */
final class EquivalenceCheck {
    /** Relative to the largest output. Different orders of addition cause differences of about 1e-6. */
    private static final double TOLERANCE = 1e-4;

    private final SourceNetwork source;
    private final ConvertedNetwork converted;
    private final boolean channelsLast;

    private EquivalenceCheck(SourceNetwork source, ConvertedNetwork converted) {
        this.source = source;
        this.converted = converted;
        this.channelsLast = ChannelsFirst.isLast(source.graph().getConfiguration());
    }

    /**
     * Compares both. The function at the end of the source network may be removed.
     *
     * @param preprocessing of the images
     * @throws WeightsException if they differ, or if all outputs are zeros for all images
     * @throws org.tl4j.dl4j.validation.InvalidGraphException if layers of one do not fit together, or exceed the limits
     */
    static void check(SourceNetwork source, ConvertedNetwork converted, Preprocessing preprocessing) {
        requireShapes(source, converted, preprocessing);
        Optional<LastActivation> theirs = LastActivation.of(
                source.graph(),
                source.graph().getConfiguration().getNetworkOutputs().get(0));
        if (converted.ending().classifier() == Classifier.SOFTMAX) {
            // ours is a vertex after the logits
            theirs.ifPresent(LastActivation::open);
            new EquivalenceCheck(source, converted).check(preprocessing);
            return;
        }
        Optional<LastActivation> ours =
                LastActivation.of(converted.graph(), converted.ending().logits());
        if (theirs.isEmpty() || ours.isEmpty() || !ours.get().isThatOf(theirs.get())) {
            new EquivalenceCheck(source, converted).check(preprocessing);
            return;
        }
        theirs.get().open();
        ours.get().open();
        try {
            new EquivalenceCheck(source, converted).check(preprocessing);
        } finally {
            ours.get().close();
        }
    }

    /**
     * The same for a network that may have random initial weights: the zoo's ResNet50 overflows single precision on
     * every image until it is trained. In that case, images near 0 are used.
     *
     * @throws WeightsException as {@link #check}, or if the outputs are never finite
     */
    static void checkFresh(SourceNetwork source, ConvertedNetwork converted, Preprocessing preprocessing) {
        CheckImages images = new CheckImages(preprocessing);
        EquivalenceCheck check = new EquivalenceCheck(source, converted);
        requireShapes(source, converted, preprocessing);
        if (check.isFinite(images.usual())) {
            check(source, converted, preprocessing);
            return;
        }
        LastActivation.of(
                        source.graph(),
                        source.graph().getConfiguration().getNetworkOutputs().get(0))
                .filter(last -> converted.ending().classifier() == Classifier.SOFTMAX)
                .ifPresent(LastActivation::open);
        if (!check.isNonZero(images.faint(), false)) {
            throw new WeightsException(
                    "network of the file",
                    "must have finite outputs",
                    "values that are not",
                    "its weights are too large or no numbers: use trained ones, or initialise it in another way");
        }
    }

    private boolean isFinite(Stream<INDArray> images) {
        boolean finite = true;
        for (Iterator<INDArray> all = images.iterator(); all.hasNext(); ) {
            try (INDArray image = all.next();
                    INDArray input = theirs(image);
                    INDArray output = source.graph().outputSingle(input)) {
                for (float value : Arrays4j.values(output)) {
                    finite &= Float.isFinite(value);
                }
            }
        }
        return finite;
    }

    private INDArray theirs(INDArray image) {
        return channelsLast ? image.permute(0, 2, 3, 1).dup('c') : image.dup('c');
    }

    private static void requireShapes(SourceNetwork source, ConvertedNetwork converted, Preprocessing preprocessing) {
        ActivationShape input = ActivationShape.image(
                converted.channels(),
                preprocessing.crop().height(),
                preprocessing.crop().width());
        GraphLimits limits = GraphLimits.current();
        GraphShapes.of(
                source.graph().getConfiguration(),
                input,
                limits,
                ChannelsFirst.isLast(source.graph().getConfiguration()));
        GraphShapes.of(converted.graph().getConfiguration(), input, limits);
    }

    private void check(Preprocessing preprocessing) {
        CheckImages images = new CheckImages(preprocessing);
        if (!isNonZero(images.usual(), true) && !isNonZero(images.unusual(), false)) {
            throw new WeightsException(
                    "network of the file",
                    "must have an output other than zeros for noise or patches of colour",
                    "only zeros",
                    "check the file");
        }
    }

    /** Whether some output is not zero. Images outside of the usual range whose outputs overflow are ignored. */
    private boolean isNonZero(Stream<INDArray> images, boolean usual) {
        boolean answered = false;
        for (Iterator<INDArray> all = images.iterator(); all.hasNext(); ) {
            try (INDArray image = all.next();
                    INDArray sourceImage = theirs(image);
                    INDArray expected = source.graph().outputSingle(sourceImage);
                    INDArray found = converted.graph()
                            .output(List.of(converted.ending().logits()), false, new INDArray[] {image}, null)[0]) {
                double largest = compare(expected, found, usual);
                answered |= largest > 0 && Double.isFinite(largest);
            }
        }
        return answered;
    }

    /** The largest value of the expected output. */
    private double compare(INDArray expected, INDArray found, boolean usual) {
        INDArray turned = channelsLast && expected.rank() == 4 ? expected.permute(0, 3, 1, 2) : expected;
        float[] wanted = Arrays4j.values(turned);
        float[] got = Arrays4j.values(found);
        double largest = 0;
        double deviation = wanted.length == got.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(wanted.length, got.length); i++) {
            largest = Math.max(largest, Math.abs(wanted[i]));
            deviation = Math.max(deviation, Math.abs(wanted[i] - (double) got[i]));
        }
        if ((usual || Double.isFinite(largest)) && !(deviation <= TOLERANCE * largest)) {
            throw new WeightsException(
                    "converted network",
                    "must have the output of the one in the file, within " + TOLERANCE,
                    "a deviation of " + deviation + " from values up to " + largest,
                    "it cannot be imported; report it, with the file");
        }
        return largest;
    }
}
