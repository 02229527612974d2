package org.tl4j.predict;

import org.tl4j.core.prediction.HeatMapKind;
import org.tl4j.core.preprocessing.ImageBatch;

/** A network whose logits can be attributed to positions of an image. Thread-safe. */
interface AttributableNetwork extends AutoCloseable {
    /** What the values of its grids are. */
    HeatMapKind kind();

    /** A row per image, from which {@link #of} makes grids. */
    float[][] rows(ImageBatch images);

    /**
     * What each position adds to the logit of a label: for classes, less the mean over all classes. The values and the rest sum to that.
     *
     * @param row of {@link #rows}
     */
    PositionGrid of(float[] row, int label);

    /** The probabilities of the labels of one image, by the way that attributes them. */
    float[] probabilities(ImageBatch image);

    @Override
    void close();
}
