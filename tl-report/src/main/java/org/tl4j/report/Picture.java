package org.tl4j.report;

import java.util.Base64;
import java.util.List;
import org.tl4j.core.preprocessing.Thumbnail;

/**
 * An image of a page, which has it once, however often it is shown.
 *
 * @param id of the image in a page, unique
 * @param thumbnail its pixels
 */
public record Picture(String id, Thumbnail thumbnail) {
    private static final String FORMAT = "data:image/jpeg;base64,";

    /** How many characters it takes in a page, without what is around it. */
    public int bytes() {
        return (thumbnail.jpeg().length + 2) / 3 * 4;
    }

    /**
     * Shows it.
     *
     * @param alternative what is said where it cannot be seen
     */
    public Html shown(String alternative) {
        return shown(alternative, List.of());
    }

    /**
     * Shows it with layers above it, in its pixels.
     *
     * @param layers elements of SVG
     */
    public Html shown(String alternative, List<Html> layers) {
        int width = thumbnail.size().width();
        int height = thumbnail.size().height();
        String box = "0 0 " + width + " " + height;
        Html definition = Html.element("symbol")
                .attribute("id", id)
                .attribute("viewBox", box)
                .add(Html.element("image")
                        .attribute("width", width)
                        .attribute("height", height)
                        .attribute("href", FORMAT + Base64.getEncoder().encodeToString(thumbnail.jpeg())))
                .html();
        return Html.element("svg")
                .classes("picture")
                .attribute("viewBox", box)
                .attribute("role", "img")
                .attribute("aria-label", alternative)
                .add(Html.use(id, definition))
                .addAll(layers)
                .html();
    }
}
