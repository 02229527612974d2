package org.tl4j.core.training;

/** A way to adapt a pretrained network to new classes. Stateless and thread-safe. */
@FunctionalInterface
public interface TransferStrategy {
    /**
     * Trains a new network; the given backbone is not changed.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the settings do not allow it
     */
    TransferResult train(TransferTask task);
}
