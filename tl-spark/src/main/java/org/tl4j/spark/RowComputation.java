package org.tl4j.spark;

import java.io.Serializable;
import java.util.List;

/** What a stage computes of images, as it travels to executors. */
interface RowComputation extends Serializable {
    /** Leases the network for the task of this thread. */
    ForTask start();

    /** The same in a task, with its network. */
    interface ForTask {
        /** The values, or the failure, of each image; as many as images, in their order. */
        List<Cells> cells(List<byte[]> images);
    }
}
