package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.UsageException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that choose labelled images to measure something on: the data, a part of it, and how it is read. */
final class MeasuredDataOptions {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR|ZIP|CSV",
            description = "Labelled images, laid out as for `tl train`.")
    private Path data;

    @Mixin
    private PartOption part = new PartOption();

    @Mixin
    private LabelledDataOptions labelled = new LabelledDataOptions();

    /** Where the images are. */
    Path data() {
        return data;
    }

    /**
     * The chosen subset.
     *
     * @throws UsageException if there is none of that name
     */
    Optional<Subset> part() {
        return part.part();
    }

    /**
     * How they are read.
     *
     * @throws UsageException if a setting is out of range, or they do not fit together
     */
    ReadingSettings reading() {
        return labelled.reading();
    }
}
