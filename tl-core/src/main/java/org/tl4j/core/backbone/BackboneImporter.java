package org.tl4j.core.backbone;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.PreprocessingRule;

/** Converts networks of other frameworks into ours, once. What is stored is read strictly from then on. Thread-safe. */
public interface BackboneImporter {
    /**
     * Whether the content of a file is of a format that this reads, also if {@link #read} would refuse what is in it.
     * False for a file that does not exist.
     *
     * @throws org.tl4j.core.error.WeightsException if the file cannot be read
     */
    boolean reads(Path file);

    /**
     * Reads an image network from a file; formats are distinguished by content. Nothing that the file names is run.
     *
     * <p>The result has been checked: for fixed images, preprocessed as later images will be, its output equals that of
     * the network in the file.
     *
     * @param inputSize the side of the square images that it takes, in pixels, where the file does not state it; if
     *     empty, the most likely size that fits
     * @param preprocessing how its images are preprocessed
     * @throws org.tl4j.core.error.UsageException if the file states another size, or the layers do not fit images of that
     * @throws org.tl4j.core.error.WeightsException if the file has another format, which the message
     *     compares with those that are read, is damaged, or contains something that
     *     cannot be converted exactly; the message names it
     */
    ImportedNetwork read(Path file, OptionalInt inputSize, PreprocessingRule preprocessing);

    /**
     * The same, with features of a chosen boundary. By default the boundary is left to the caller, which checks it against
     * {@link ImportedNetwork#vertices}, and a pooling is refused.
     *
     * @throws org.tl4j.core.error.UsageException also if the network has no such boundary, or the pooling does not go with it
     * @throws org.tl4j.core.error.WeightsException as {@link #read(Path, OptionalInt, PreprocessingRule)}
     */
    default ImportedNetwork read(Path file, ImportSettings settings) {
        if (settings.pooling().isPresent()) {
            throw new UsageException(
                    "pooling",
                    "must be left out for a network of this format",
                    settings.pooling().get().word(),
                    "choose it when the backbone is used");
        }
        return read(file, settings.inputSize(), settings.preprocessing());
    }
}
