package org.tl4j.storage.bundle;

/**
 * What the directory of a zip says of an entry.
 *
 * @param name as it stands there, a character a byte
 * @param flags of which bit 0 says that it is encrypted
 * @param method how it is packed
 * @param checkSum the CRC-32 of its content
 * @param packed how many bytes it has in the zip
 * @param size how many it has, unpacked
 * @param position where its local header begins
 */
record ZipRecord(String name, int flags, int method, long checkSum, long packed, long size, long position) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    boolean encrypted() {
        return (flags & 1) != 0;
    }
}
