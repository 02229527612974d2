package org.tl4j.serve;

/** Learns what a batcher does, to measure it. Thread-safe. */
interface BatchObserver {
    /** Measures nothing. */
    BatchObserver NONE = new BatchObserver() {
        @Override
        public void submitted(double seconds) {}

        @Override
        public void decoded(double seconds) {}

        @Override
        public void queued(double seconds) {}

        @Override
        public void computed(int images, double seconds) {}
    };

    /** An image has waited for a thread that decodes it. */
    void submitted(double seconds);

    /** An image was decoded in this time. */
    void decoded(double seconds);

    /** A decoded image has waited for its batch. */
    void queued(double seconds);

    /** A batch was computed in this time, successfully or not. */
    void computed(int images, double seconds);
}
