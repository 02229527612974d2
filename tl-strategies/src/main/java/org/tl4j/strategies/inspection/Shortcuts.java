package org.tl4j.strategies.inspection;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.inspection.ShortcutCheck;
import org.tl4j.core.inspection.ShortcutCheck.Verdict;
import org.tl4j.core.inspection.ShortcutTrait;

/** Whether brightness, colour, size, file type or sharpness alone tell the classes of images with one label apart. */
final class Shortcuts {
    /** Fewer images of each class give intervals that say nothing. */
    static final int FEWEST_IMAGES = TraitClassifier.FOLDS;

    /** How far from guessing to certainty: below that nobody need worry. */
    private static final double WEAK = 0.2;

    private static final double STRONG = 0.5;
    private static final double Z = 1.959963984540054;
    private static final Map<String, Integer> FORMATS = Map.of("jpeg", 0, "png", 1, "bmp", 2, "tiff", 3, "webp", 4);

    private Shortcuts() {}

    /**
     * One check per trait that is not the same in all images.
     *
     * @param measured of single-label images
     * @param labels the class of each; classes without images do not count
     */
    static List<ShortcutCheck> of(List<PixelMeasures> measured, int[] labels, int classes, long seed) {
        int[] counts = new int[classes];
        IntStream.of(labels).forEach(label -> counts[label]++);
        int[] present = IntStream.range(0, classes).filter(c -> counts[c] > 0).toArray();
        int[] dense = new int[classes];
        IntStream.range(0, present.length).forEach(i -> dense[present[i]] = i);
        int[] mapped = IntStream.of(labels).map(label -> dense[label]).toArray();
        return Stream.of(ShortcutTrait.values())
                .flatMap(trait -> check(trait, measured, mapped, present.length, seed).stream())
                .toList();
    }

    private static List<ShortcutCheck> check(
            ShortcutTrait trait, List<PixelMeasures> measured, int[] labels, int classes, long seed) {
        double[][] values = measured.stream().map(image -> values(trait, image)).toArray(double[][]::new);
        boolean varies = Stream.of(values).anyMatch(row -> !Arrays.equals(row, values[0]));
        if (!varies) {
            return List.of();
        }
        int[] counts = new int[classes];
        IntStream.of(labels).forEach(label -> counts[label]++);
        int[] recognised = new TraitClassifier(values, labels, classes).recognised(seed);
        double balanced = 0;
        double variance = 0;
        for (int c = 0; c < classes; c++) {
            balanced += (double) recognised[c] / counts[c] / classes;
            // one more of each kind, or the interval of a perfect recall would have no width
            double recall = (recognised[c] + 1.0) / (counts[c] + 2);
            variance += recall * (1 - recall) / (counts[c] + 2) / classes / classes;
        }
        double half = Z * Math.sqrt(variance);
        Interval interval = new Interval(Math.max(0, balanced - half), Math.min(1, balanced + half));
        double chance = 1.0 / classes;
        return List.of(new ShortcutCheck(
                trait, balanced, interval, chance, labels.length, verdict(balanced, interval, chance)));
    }

    private static Verdict verdict(double balanced, Interval interval, double chance) {
        double gain = (balanced - chance) / (1 - chance);
        if (interval.low() <= chance || gain < WEAK) {
            return Verdict.NONE;
        }
        return gain < STRONG ? Verdict.WEAK : Verdict.STRONG;
    }

    private static double[] values(ShortcutTrait trait, PixelMeasures image) {
        return switch (trait) {
            case BRIGHTNESS -> new double[] {image.brightness(), image.contrast(), image.darkest(), image.brightest()};
            case COLOUR -> {
                double sum = Math.max(1e-6, image.red() + image.green() + image.blue());
                yield new double[] {image.red() / sum, image.green() / sum};
            }
            case SIZE -> {
                double pixels = (double) image.size().width() * image.size().height();
                yield new double[] {
                    Math.log(image.size().width()),
                    Math.log(image.size().height()),
                    Math.log(Math.max(1, image.bytes()) / pixels)
                };
            }
            case FILE_TYPE -> fileType(image.format());
            case SHARPNESS -> new double[] {Math.log(Math.max(1e-6, image.sharpness()))};
        };
    }

    private static double[] fileType(String format) {
        double[] values = new double[FORMATS.size() + 1];
        values[FORMATS.getOrDefault(format, FORMATS.size())] = 1;
        return values;
    }
}
