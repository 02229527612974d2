package org.tl4j.core.backbone;

import java.nio.file.Path;
import java.util.OptionalInt;
import org.tl4j.core.preprocessing.PreprocessingRule;

/** Turns the networks of others into ours, once: what is stored is read strictly ever after. Thread-safe. */
public interface BackboneImporter {
    /**
     * Reads an image network from a file of Keras (HDF5, saved as a whole model) or of Deeplearning4j (zip), told apart by
     * content. Nothing that the file names is run.
     *
     * <p>The result has been proven: to fixed images, preprocessed as those that it will get, it answers as the network of the
     * file does.
     *
     * @param inputSize the side of the square images that it takes, in pixels, where the file does not tell; without it, the
     *     likeliest that fits is taken
     * @param preprocessing how its images are fed
     * @throws org.tl4j.core.error.UsageException if the file tells another size, or the layers do not fit images of that
     * @throws org.tl4j.core.error.WeightsException if the file is neither, is damaged, or holds something that cannot be
     *     taken over exactly; what it is, is named
     */
    ImportedNetwork read(Path file, OptionalInt inputSize, PreprocessingRule preprocessing);
}
