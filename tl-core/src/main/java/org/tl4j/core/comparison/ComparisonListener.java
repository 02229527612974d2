package org.tl4j.core.comparison;

/** Receives the events of a comparison, on the thread that trains. */
@FunctionalInterface
public interface ComparisonListener {
    /** Ignores events. */
    ComparisonListener NONE = event -> {};

    /** Called for each event. */
    void on(ComparisonEvent event);
}
