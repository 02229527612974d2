package org.tl4j.core.error;

/** What is wrong with an image or a data set, for programs that act on it. */
public enum DataKind {
    /** There is no such file, folder or entry. */
    NOT_FOUND,
    /** It exists and cannot be read: permissions, a broken disk, a name that this process cannot represent. */
    UNREADABLE,
    /** It is cut off, damaged, or not what its first bytes say. */
    CORRUPT,
    /** It is sound, and of a format or a variant that is not decoded here. */
    UNSUPPORTED,
    /** It exceeds a limit on size, pixels, work or time. */
    TOO_LARGE,
    /** The images are readable, and their number, labels or layout do not allow what was asked for. */
    LAYOUT
}
