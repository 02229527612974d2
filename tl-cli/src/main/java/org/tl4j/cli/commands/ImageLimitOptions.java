package org.tl4j.cli.commands;

import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Option;

/** The options that say how large an image may be. */
final class ImageLimitOptions {
    private static final long MEGABYTE = 1_000_000;

    @Option(
            names = "--max-megapixels",
            paramLabel = "N",
            defaultValue = "100",
            description = "Larger images are left out before they are decoded; by default ${DEFAULT-VALUE}.")
    private int megapixels;

    @Option(
            names = "--max-file-megabytes",
            paramLabel = "N",
            defaultValue = "200",
            description = "Longer image files are left out before they are read; by default ${DEFAULT-VALUE}.")
    private int megabytes;

    /**
     * The limits that were asked for.
     *
     * @throws UsageException if one is out of range
     */
    ReadingSettings reading(boolean strict) {
        return new ReadingSettings(megapixels, megabytes * MEGABYTE, strict);
    }
}
