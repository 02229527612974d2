package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.tl4j.core.inspection.PixelDefect;
import org.tl4j.core.inspection.PixelFinding;
import org.tl4j.core.inspection.PixelMeasures;

/**
 * Decides which images are blurred, dark, bright, flat, tiny or of an odd shape. The bounds lie between every fourth photo of
 * flowers12 and hymenoptera (242) and copies of them that were spoiled; no photo is beyond one.
 */
final class PixelBounds {
    /** Photos have at least 0.023; of copies blurred with a deviation of 1/128 of the longer side, 95 % have less than 0.022. */
    private static final double BLURRED = 0.02;

    /** Photos have at least 0.53, and 1,000 of CIFAR-10 at least 0.31; copies at a quarter of the light at most 0.251. */
    private static final double DARK = 0.26;

    /** Photos have at most 0.57, and 1,000 of CIFAR-10 at most 0.72; copies at a quarter of the distance to white at least 0.749. */
    private static final double BRIGHT = 0.74;

    /** Photos have at least 0.066, and 1,000 of CIFAR-10 at least 0.042; of copies at a tenth of the contrast, all have less than 0.036. */
    private static final double FLAT = 0.04;

    /** Smaller photos show hardly more than a colour when they are enlarged for a network. */
    private static final double TINY_PIXELS = 64;

    /** In a data set of small images, small ones are not odd. */
    private static final double TINY_SHARE = 0.5;

    /** Cameras make 1.78 at most, and panoramas more. */
    private static final double ODD = 3;

    /** In a data set of long images, long ones are not odd. */
    private static final double ODD_TIMES = 2;

    private final double tiny;
    private final double odd;

    private PixelBounds(double tiny, double odd) {
        this.tiny = tiny;
        this.odd = odd;
    }

    /**
     * By defect, the worst first.
     *
     * @param measures by the index of the image
     */
    static List<PixelFinding> of(Map<Integer, PixelMeasures> measures) {
        double tiny = Math.min(TINY_PIXELS, TINY_SHARE * median(measures, PixelMeasures::shorterSide));
        double odd = Math.max(ODD, ODD_TIMES * median(measures, PixelMeasures::elongation));
        PixelBounds bounds = new PixelBounds(tiny, odd);
        List<PixelFinding> found = new ArrayList<>();
        measures.forEach((image, measured) -> bounds.check(image, measured, found));
        found.sort(Comparator.comparing(PixelFinding::defect)
                .thenComparingDouble(PixelBounds::goodness)
                .thenComparingInt(PixelFinding::image));
        return found;
    }

    private void check(int image, PixelMeasures measured, List<PixelFinding> found) {
        tone(image, measured).ifPresent(found::add);
        // what has no contrast has no edges either
        if (measured.contrast() >= FLAT && measured.sharpness() < BLURRED) {
            found.add(new PixelFinding(image, PixelDefect.BLURRED, measured.sharpness(), BLURRED));
        }
        if (measured.shorterSide() < tiny) {
            found.add(new PixelFinding(image, PixelDefect.TINY, measured.shorterSide(), tiny));
        }
        if (measured.elongation() > odd) {
            found.add(new PixelFinding(image, PixelDefect.ODD_SHAPE, measured.elongation(), odd));
        }
    }

    /** A dark image is flat too, which is said once. */
    private static Optional<PixelFinding> tone(int image, PixelMeasures measured) {
        if (measured.brightest() < DARK) {
            return Optional.of(new PixelFinding(image, PixelDefect.DARK, measured.brightest(), DARK));
        }
        if (measured.darkest() > BRIGHT) {
            return Optional.of(new PixelFinding(image, PixelDefect.BRIGHT, measured.darkest(), BRIGHT));
        }
        return measured.contrast() < FLAT
                ? Optional.of(new PixelFinding(image, PixelDefect.FLAT, measured.contrast(), FLAT))
                : Optional.empty();
    }

    private static double goodness(PixelFinding finding) {
        return switch (finding.defect()) {
            case BLURRED, DARK, FLAT, TINY -> finding.value();
            case BRIGHT, ODD_SHAPE -> -finding.value();
        };
    }

    private static double median(Map<Integer, PixelMeasures> measures, ToDoubleFunction<PixelMeasures> value) {
        double[] sorted = measures.values().stream().mapToDouble(value).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
