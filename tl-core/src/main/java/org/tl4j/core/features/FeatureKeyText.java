package org.tl4j.core.features;

import java.util.List;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/**
 * A {@link FeatureKey} as text, written by hand: classes and components can be renamed, and stored features are still
 * found. Equal keys give the same text and different keys different ones. An intended change also changes {@link
 * #VERSION}.
 *
 * <p>Texts are preceded by their length, since a name may hold any character. Floating-point numbers are written as
 * their bits, in hexadecimal digits: what {@link Double#toString(double)} writes depends on the version of Java.
 */
final class FeatureKeyText {
    private static final String VERSION = "v1";

    private FeatureKeyText() {}

    static String of(FeatureKey key) {
        Preprocessing preprocessing = key.preprocessing();
        Boundary boundary = key.boundary();
        return String.join(
                "\n",
                "features " + VERSION,
                "weights " + key.backbone().hex(),
                "architecture " + text(key.architecture()),
                "resize " + resize(preprocessing.resize()),
                "crop " + size(preprocessing.crop()),
                "channels " + channels(preprocessing.channels()),
                "scale " + bits(preprocessing.scale()),
                "mean " + bits(preprocessing.mean()),
                "deviation " + bits(preprocessing.standardDeviation()),
                "boundary " + boundary.vertices().size()
                        + boundary.vertices().stream()
                                .map(vertex -> " " + text(vertex))
                                .collect(Collectors.joining()),
                "pooling " + boundary.pooling().word(),
                "width " + boundary.width(),
                "runtime " + text(key.runtime()),
                "");
    }

    private static String text(String text) {
        return text.length() + ":" + text;
    }

    private static String resize(ResizeRule rule) {
        // a switch over the sealed type has to wait for Java 21
        String what = rule instanceof ResizeRule.ShorterSide shorter
                ? "shorter-side " + shorter.pixels()
                : "exact " + size(((ResizeRule.Exact) rule).size());
        return what + " " + filter(rule.interpolation());
    }

    private static String filter(Interpolation interpolation) {
        return switch (interpolation) {
            case BILINEAR -> "bilinear";
            case BICUBIC -> "bicubic";
        };
    }

    private static String channels(ChannelOrder order) {
        return switch (order) {
            case RGB -> "rgb";
            case BGR -> "bgr";
            case GREY -> "grey";
        };
    }

    private static String size(ImageSize size) {
        return size.width() + "x" + size.height();
    }

    private static String bits(List<Double> values) {
        return values.stream().map(FeatureKeyText::bits).collect(Collectors.joining(" "));
    }

    private static String bits(double value) {
        // -0.0 computes the same features as 0.0
        return Long.toHexString(Double.doubleToLongBits(value + 0.0));
    }
}
