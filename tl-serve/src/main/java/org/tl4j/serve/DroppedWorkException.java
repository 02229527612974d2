package org.tl4j.serve;

/** Nobody waits for a result any more, so that it was not computed. Never shown to anybody. */
final class DroppedWorkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DroppedWorkException() {
        super("the client has gone or the time limit has passed", null, false, false);
    }
}
