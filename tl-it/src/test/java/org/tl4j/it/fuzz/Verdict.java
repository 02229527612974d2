package org.tl4j.it.fuzz;

/** How a case may end. */
enum Verdict {
    /** There was a result. */
    READ,
    /** There was an error of ours. */
    REFUSED,
    /** There was another exception, or a result that must not be. */
    FOREIGN,
    /** The process died. */
    CRASHED,
    /** There was no end within the time limit. */
    HUNG
}
