package org.tl4j.report.photos;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.tl4j.core.prediction.HeatMap;
import org.tl4j.core.preprocessing.ImagePart;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.report.Html;

/**
 * A heat map as a layer over an image: one pixel per position, which browsers draw larger without edges. The brighter, the more
 * speaks for the label; what speaks against it is as dark as what says nothing. Lightness alone carries the meaning, so that it is
 * seen without colours, too.
 */
final class HeatOverlay {
    /** From dark to bright, as the palette inferno of matplotlib: red, green and blue. */
    private static final int[][] COLOURS = {{8, 6, 30}, {87, 16, 110}, {188, 55, 84}, {249, 142, 9}, {252, 255, 164}};

    /** How much of the image the darkest and the brightest colour hide. */
    private static final double DARK_OPACITY = 0.75;

    private static final double BRIGHT_OPACITY = 0.4;

    private HeatOverlay() {}

    /**
     * The layer, the outline of what the network sees, and grey over the rest.
     *
     * @param brightest the value that is drawn brightest, above 0
     * @param part which the map covers
     * @param size of the image
     */
    static List<Html> of(HeatMap map, double brightest, ImagePart part, ImageSize size) {
        double left = part.left() * size.width();
        double top = part.top() * size.height();
        double width = part.width() * size.width();
        double height = part.height() * size.height();
        Html layer = Html.element("image")
                .classes("heat")
                .attribute("x", left)
                .attribute("y", top)
                .attribute("width", width)
                .attribute("height", height)
                .attribute("preserveAspectRatio", "none")
                .attribute(
                        "href", "data:image/png;base64," + Base64.getEncoder().encodeToString(png(map, brightest)))
                .html();
        Html outline = Html.element("rect")
                .classes("seen")
                .attribute("x", left)
                .attribute("y", top)
                .attribute("width", width)
                .attribute("height", height)
                .html();
        // two rectangles, the inner one a hole
        Html unseen = Html.element("path")
                .classes("unseen")
                .attribute("fill-rule", "evenodd")
                .attribute("d", rectangle(0, 0, size.width(), size.height()) + rectangle(left, top, width, height))
                .html();
        return List.of(unseen, layer, outline);
    }

    private static String rectangle(double left, double top, double width, double height) {
        return String.format(Locale.ROOT, "M%.2f %.2fh%.2fv%.2fh%.2fz", left, top, width, height, -width);
    }

    private static byte[] png(HeatMap map, double brightest) {
        BufferedImage image = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_INT_ARGB);
        for (int row = 0; row < map.height(); row++) {
            for (int column = 0; column < map.width(); column++) {
                double share = Math.max(0, Math.min(1, map.value(row, column) / brightest));
                image.setRGB(column, row, colour(share));
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", bytes)) {
                throw new IllegalStateException("the JDK writes no PNG");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static int colour(double share) {
        double place = share * (COLOURS.length - 1);
        int below = Math.min(COLOURS.length - 2, (int) place);
        double between = place - below;
        int opacity = (int) Math.round(255 * (DARK_OPACITY + (BRIGHT_OPACITY - DARK_OPACITY) * share));
        int colour = opacity << 24;
        for (int i = 0; i < 3; i++) {
            double value = COLOURS[below][i] + between * (COLOURS[below + 1][i] - COLOURS[below][i]);
            colour |= (int) Math.round(value) << (16 - 8 * i);
        }
        return colour;
    }
}
