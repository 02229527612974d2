package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.error.UsageException;

/**
 * Limits on what is read, and how labels are written.
 *
 * @param maximumMegapixels images that declare more are skipped before they are decoded; from 1 to 700
 * @param maximumFileBytes image files that are longer are skipped before they are read; from 1 to 2,000,000,000
 * @param strict whether an unusable image is an error instead of being skipped
 * @param labels how labels are written
 */
public record ReadingSettings(int maximumMegapixels, long maximumFileBytes, boolean strict, LabelReading labels) {
    /** 100 megapixels and 200 MB, skipping what cannot be used. */
    public static final ReadingSettings DEFAULT = new ReadingSettings(100, false);

    /** Three bytes for each pixel in one array, rounded down. */
    public static final int MOST_MEGAPIXELS = 700;

    /** What an array can hold, rounded down. */
    public static final long MOST_FILE_BYTES = 2_000_000_000;

    private static final long DEFAULT_FILE_BYTES = 200_000_000;

    public ReadingSettings {
        requireNonNull(labels, "labels is null");
        if (maximumMegapixels < 1 || maximumMegapixels > MOST_MEGAPIXELS) {
            throw new UsageException(
                    "maximum-megapixels", "must be from 1 to " + MOST_MEGAPIXELS, "" + maximumMegapixels, "");
        }
        if (maximumFileBytes < 1 || maximumFileBytes > MOST_FILE_BYTES) {
            throw new UsageException(
                    "maximum-file-bytes", "must be from 1 to " + MOST_FILE_BYTES, "" + maximumFileBytes, "");
        }
    }

    /** Settings for labels as the data shows them. */
    public ReadingSettings(int maximumMegapixels, long maximumFileBytes, boolean strict) {
        this(maximumMegapixels, maximumFileBytes, strict, LabelReading.AUTOMATIC);
    }

    /** Settings with the default limit on the length of files, 200 MB. */
    public ReadingSettings(int maximumMegapixels, boolean strict) {
        this(maximumMegapixels, DEFAULT_FILE_BYTES, strict);
    }

    /** The same for labels that are written in another way. */
    public ReadingSettings withLabels(LabelReading other) {
        return new ReadingSettings(maximumMegapixels, maximumFileBytes, strict, other);
    }
}
