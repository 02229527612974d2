package org.tl4j.core.training;

/** Receives the events of training, on the thread that trains. */
@FunctionalInterface
public interface TrainingListener {
    /** Ignores events. */
    TrainingListener NONE = event -> {};

    /** Called for each event. */
    void on(TrainingEvent event);
}
