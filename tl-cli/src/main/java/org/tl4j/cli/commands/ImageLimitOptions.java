package org.tl4j.cli.commands;

import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Option;

/** The options that limit the size of images. */
final class ImageLimitOptions {
    private static final String MEGAPIXELS = "--max-megapixels";
    private static final String MEGABYTES = "--max-file-megabytes";
    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = MEGAPIXELS,
            paramLabel = "N",
            defaultValue = "100",
            description = "Larger images are skipped before they are decoded; by default ${DEFAULT-VALUE}.")
    private int megapixels;

    @Option(
            names = MEGABYTES,
            paramLabel = "N",
            defaultValue = "200",
            description = "Longer image files are skipped before they are read; by default ${DEFAULT-VALUE}.")
    private int megabytes;

    /**
     * The chosen limits.
     *
     * @throws UsageException if one is out of range
     */
    ReadingSettings reading(boolean strict) {
        requireRange(MEGAPIXELS, megapixels, ReadingSettings.MOST_MEGAPIXELS, "megapixels");
        requireRange(MEGABYTES, megabytes, ReadingSettings.MOST_FILE_BYTES / MEGABYTE, "megabytes");
        return new ReadingSettings(megapixels, megabytes * MEGABYTE, strict);
    }

    private static void requireRange(String option, long value, long most, String unit) {
        if (value < 1 || value > most) {
            throw new UsageException(option, "must be from 1 to " + most + " " + unit, "" + value, "");
        }
    }
}
