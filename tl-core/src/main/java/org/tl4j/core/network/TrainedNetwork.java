package org.tl4j.core.network;

import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A network that classifies images into the user's classes. Thread-safe: calls from several threads give the same
 * results as single calls.
 */
public interface TrainedNetwork extends AutoCloseable {
    /**
     * Class probabilities.
     *
     * @param images [n, channels, height, width]
     * @return one array per image, with one probability per class, finite; they sum to 1, unless images have several labels
     * @throws org.tl4j.core.error.Tl4jException if the network gives a value that is not finite
     */
    float[][] probabilities(ImageBatch images);

    /**
     * The same probabilities, with the features that the output layer takes, in one pass.
     *
     * @return without features where the network has none: see {@link NetworkOutputs#features()}
     * @throws org.tl4j.core.error.Tl4jException as {@link #probabilities}
     */
    default NetworkOutputs outputs(ImageBatch images) {
        return new NetworkOutputs(probabilities(images), Optional.empty());
    }

    /** Whether its probabilities are of classes, or of each label. */
    default LabelMode labelMode() {
        return LabelMode.SINGLE_LABEL;
    }

    /** Its size. */
    ParameterCounts parameters();

    /** The layers whose parameters training did not change, in the order of the graph. */
    List<String> frozenLayers();

    /** Everything needed to build it again. */
    NetworkContents contents();

    /** Waits for the call under way and frees native memory; later calls throw an IllegalStateException. */
    @Override
    void close();
}
