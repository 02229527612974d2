package org.tl4j.core.dataset;

import org.tl4j.core.error.UsageException;

/**
 * Limits on what is read.
 *
 * @param maximumMegapixels images that declare more are skipped before they are decoded; at least 1
 * @param strict whether an unusable image is an error instead of being skipped
 */
public record ReadingSettings(int maximumMegapixels, boolean strict) {
    /** 100 megapixels, skipping what cannot be used. */
    public static final ReadingSettings DEFAULT = new ReadingSettings(100, false);

    public ReadingSettings {
        if (maximumMegapixels < 1) {
            throw new UsageException("maximum-megapixels", "must be at least 1", "" + maximumMegapixels, "");
        }
    }
}
