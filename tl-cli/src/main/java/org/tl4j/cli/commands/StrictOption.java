package org.tl4j.cli.commands;

import org.tl4j.core.dataset.ReadingSettings;
import picocli.CommandLine.Option;

/** The option that makes an unusable image an error. */
final class StrictOption {
    @Option(names = "--strict", description = "An image that cannot be used ends the command, with exit code 3.")
    private boolean strict;

    ReadingSettings reading() {
        return new ReadingSettings(ReadingSettings.DEFAULT.maximumMegapixels(), strict);
    }

    boolean strict() {
        return strict;
    }
}
