package org.tl4j.data.internal.format;

import org.tl4j.core.error.DataKind;

/** An image that cannot be used. The message says why, for a user; callers add which image it is. */
public final class BrokenImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DataKind kind;

    /** Creates an exception whose message is {@code reason}. */
    public BrokenImageException(DataKind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** The image is truncated, damaged, or not of the format that its first bytes show. */
    public static BrokenImageException corrupt(String reason) {
        return new BrokenImageException(DataKind.CORRUPT, reason);
    }

    /**
     * The values in the file contradict each other in a way that no check covers. Only this file is left out; the cause is
     * kept for whoever adds the check.
     */
    public static BrokenImageException contradictory(ImageFormat format, RuntimeException cause) {
        BrokenImageException contradictory = corrupt("is a damaged " + format + ": its numbers contradict each other");
        contradictory.initCause(cause);
        return contradictory;
    }

    /** The image may be intact, but its format is not decoded here; {@code reason} says how to convert it. */
    public static BrokenImageException unsupported(String reason) {
        return new BrokenImageException(DataKind.UNSUPPORTED, reason);
    }

    /** The image exceeds a limit. */
    public static BrokenImageException tooLarge(String reason) {
        return new BrokenImageException(DataKind.TOO_LARGE, reason);
    }

    /** The file alone needs more memory than is available. */
    public static BrokenImageException needsMemory(OutOfMemoryError cause) {
        BrokenImageException tooLarge =
                tooLarge("needs more memory to be read than is available; make it smaller, or give Java more memory");
        tooLarge.initCause(cause);
        return tooLarge;
    }

    /** The kind of failure, for programs. */
    public DataKind kind() {
        return kind;
    }
}
