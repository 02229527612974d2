package org.tl4j.learner;

/** Looks for what is wrong with a data set. {@link TransferLearner} does; a test may do something else. */
@FunctionalInterface
public interface DatasetInspection {
    /**
     * Inspects images: copies, likely wrong labels, outliers, bad pixels, balance and shortcuts, and puts them on a map.
     * Nothing is trained that is kept, and no file of the data is changed. Features that are in the store are not computed again.
     *
     * @throws org.tl4j.core.error.DataException if the data cannot be read
     * @throws org.tl4j.core.error.WeightsException if there is no backbone, and it cannot be fetched
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted; it stays so
     */
    InspectionReport inspect(InspectionRequest request);
}
