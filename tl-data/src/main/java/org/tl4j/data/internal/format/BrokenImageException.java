package org.tl4j.data.internal.format;

import org.tl4j.core.error.DataKind;

/** An image that cannot be used; the message says why, in words for a person. Callers add which image it is. */
public final class BrokenImageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final DataKind kind;

    /** Says {@code reason}. */
    public BrokenImageException(DataKind kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /** It is cut off, damaged, or not what its first bytes say. */
    public static BrokenImageException corrupt(String reason) {
        return new BrokenImageException(DataKind.CORRUPT, reason);
    }

    /**
     * Its numbers contradict each other in a way that no check has foreseen; one file of thousands is left out for it, with
     * the cause for whoever adds the check.
     */
    public static BrokenImageException contradictory(ImageFormat format, RuntimeException cause) {
        BrokenImageException contradictory = corrupt("is a damaged " + format + ": its numbers contradict each other");
        contradictory.initCause(cause);
        return contradictory;
    }

    /** It may be sound, and is of a kind that is not decoded here; {@code reason} says how to convert it. */
    public static BrokenImageException unsupported(String reason) {
        return new BrokenImageException(DataKind.UNSUPPORTED, reason);
    }

    /** It exceeds a limit. */
    public static BrokenImageException tooLarge(String reason) {
        return new BrokenImageException(DataKind.TOO_LARGE, reason);
    }

    /** Its file alone takes more memory than there is. */
    public static BrokenImageException needsMemory(OutOfMemoryError cause) {
        BrokenImageException tooLarge =
                tooLarge("needs more memory to be read than there is; make it smaller, or give Java more memory");
        tooLarge.initCause(cause);
        return tooLarge;
    }

    /** What is wrong, for programs. */
    public DataKind kind() {
        return kind;
    }
}
