package org.tl4j.spark;

import java.io.Serializable;
import java.util.List;

/** What a stage computes of the images of a batch. */
interface RowComputation extends Serializable {
    /** Opens what it needs for the task of this thread. */
    ForTask start();

    /** The computation in one task. */
    interface ForTask {
        /** The cells of each image, or why there are none; as many as images, in their order. */
        List<Cells> of(List<byte[]> images);
    }
}
