package org.tl4j.data.internal.format;

/** An image that cannot be used; the message says why, in words for a person. Callers add which image it is. */
public final class BrokenImageException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says {@code reason}. */
    public BrokenImageException(String reason) {
        super(reason);
    }
}
