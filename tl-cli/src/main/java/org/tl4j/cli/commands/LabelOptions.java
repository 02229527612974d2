package org.tl4j.cli.commands;

import java.util.Optional;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;
import picocli.CommandLine.Option;

/** The options that say how labels are written. */
final class LabelOptions {
    @Option(
            names = "--label-mode",
            paramLabel = "MODE",
            description = {
                "single-label: each image has one label. multi-label: any number of them: a CSV with several in a value,",
                "red|dress, or with a column of 0 and 1 per label; or folders named red+dress. By default a CSV shows it,",
                "and folders are single labels."
            })
    private Optional<String> mode = Optional.empty();

    @Option(
            names = "--label-separator",
            paramLabel = "MARK",
            description = "What is between several labels; by default | in a CSV and + in the names of folders.")
    private Optional<String> separator = Optional.empty();

    /**
     * How labels are written.
     *
     * @throws UsageException if the mode is unknown, or the two do not fit together
     */
    LabelReading reading() {
        return new LabelReading(mode.map(LabelOptions::named), separator);
    }

    private static LabelMode named(String word) {
        return EnumNames.find(LabelMode.class, word)
                .orElseThrow(() -> new UsageException(
                        "--label-mode",
                        "must be one of " + String.join(", ", EnumNames.all(LabelMode.class)),
                        word,
                        ""));
    }
}
