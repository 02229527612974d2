package org.tl4j.core.weights;

/** Where the weights of a backbone come from when it is opened. */
public enum WeightsOrigin {
    /** A file that the caller named. */
    FILE,
    /** They are part of this software. */
    EMBEDDED,
    /** The application has them in memory, and added the backbone itself. */
    MEMORY,
    /** They are on this machine: in a mirror that is a folder, or in the cache. */
    PRESENT,
    /** They are fetched from the web, once, and kept in the cache. */
    FETCHED,
    /** They are not on this machine, and may not or cannot be fetched. */
    MISSING
}
