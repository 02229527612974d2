package org.tl4j.core.training;

/** Hears what happens in training, on the thread that trains. */
@FunctionalInterface
public interface TrainingListener {
    /** Hears nothing. */
    TrainingListener NONE = event -> {};

    /** Something happened. */
    void on(TrainingEvent event);
}
