package org.tl4j.cli.commands;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.cli.output.Format;
import org.tl4j.core.dataset.SkippedImage;

/**
 * An image that was skipped, in JSON.
 *
 * @param image where it is
 * @param reason why
 */
record SkippedDocument(String image, String reason) {
    private static final int SHOWN = 10;

    static List<SkippedDocument> of(List<SkippedImage> skipped) {
        return skipped.stream()
                .map(image -> new SkippedDocument(image.location().toString(), image.reason()))
                .toList();
    }

    /** The first of them, for people. */
    static List<String> text(List<SkippedImage> skipped) {
        List<String> lines = new ArrayList<>();
        if (!skipped.isEmpty()) {
            lines.add(Format.count(skipped.size(), "image") + (skipped.size() == 1 ? " was" : " were") + " skipped:");
            skipped.stream().limit(SHOWN).forEach(image -> lines.add("  " + image.location() + ": " + image.reason()));
            if (skipped.size() > SHOWN) {
                lines.add("  and " + (skipped.size() - SHOWN) + " more; --json lists them all");
            }
        }
        return lines;
    }
}
