package org.tl4j.cli.commands;

import org.tl4j.core.dataset.ReadingSettings;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images are used, and whether the others are an error. */
final class StrictOption {
    @Option(names = "--strict", description = "An image that cannot be used ends the command, with exit code 3.")
    private boolean strict;

    @Mixin
    private ImageLimitOptions limits = new ImageLimitOptions();

    ReadingSettings reading() {
        return limits.reading(strict);
    }
}
