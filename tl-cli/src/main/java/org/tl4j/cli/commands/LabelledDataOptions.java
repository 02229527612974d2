package org.tl4j.cli.commands;

import java.util.Optional;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.EnumNames;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say which images of a labelled data set are used, and how its labels are written. */
final class LabelledDataOptions {
    private static final String MODE = "--label-mode";

    @Mixin
    private StrictOption strict = new StrictOption();

    @Option(
            names = MODE,
            paramLabel = "MODE",
            description = {
                "single-label: an image has exactly one label; multi-label: any number, none included.",
                "By default as the model says, or else as a CSV shows: labels with | between them, or a column of 0 and 1 each."
            })
    private Optional<String> mode = Optional.empty();

    @Option(
            names = "--label-separator",
            paramLabel = "MARK",
            description =
                    "The mark between the labels of an image; by default | in a CSV and + in the names of folders.")
    private Optional<String> separator = Optional.empty();

    /**
     * The chosen settings.
     *
     * @throws UsageException if one is out of range, or they do not fit together
     */
    ReadingSettings reading() {
        return strict.reading().withLabels(new LabelReading(mode.map(LabelledDataOptions::mode), separator));
    }

    private static LabelMode mode(String word) {
        return EnumNames.find(LabelMode.class, word)
                .orElseThrow(() -> new UsageException(
                        MODE, "must be one of " + String.join(", ", EnumNames.all(LabelMode.class)), word, ""));
    }
}
