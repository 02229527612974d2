package org.tl4j.core.comparison;

import java.util.List;

/** Keeps the runs of a comparison, so that one that was interrupted goes on. Used by one thread. */
public interface ComparisonStore {
    /** Keeps nothing. */
    ComparisonStore NONE = new ComparisonStore() {
        @Override
        public String place() {
            return "nowhere";
        }

        @Override
        public List<KeptRun> read() {
            return List.of();
        }

        @Override
        public void write(List<KeptRun> runs) {
            // nothing is kept
        }
    };

    /** Where they are, for messages. */
    String place();

    /**
     * The runs that are kept.
     *
     * @throws org.tl4j.core.error.Tl4jException if they cannot be read
     */
    List<KeptRun> read();

    /** Replaces them: after a crash either the old ones or the new ones exist. */
    void write(List<KeptRun> runs);
}
