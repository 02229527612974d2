package org.tl4j.application.text;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.dataset.SkippedImage;

/** Images that could not be used, as text. */
public final class SkippedText {
    private static final int SHOWN = 10;

    private SkippedText() {}

    /**
     * The first of the skipped images.
     *
     * @param everything where all of them are listed, such as an option of a command
     */
    public static List<String> of(List<SkippedImage> skipped, String everything) {
        List<String> lines = new ArrayList<>();
        if (!skipped.isEmpty()) {
            lines.add(Format.count(skipped.size(), "image") + (skipped.size() == 1 ? " was" : " were") + " skipped:");
            skipped.stream().limit(SHOWN).forEach(image -> lines.add("  " + image.location() + ": " + image.reason()));
            if (skipped.size() > SHOWN) {
                lines.add("  and %d more; %s lists them all".formatted(skipped.size() - SHOWN, everything));
            }
        }
        return lines;
    }
}
