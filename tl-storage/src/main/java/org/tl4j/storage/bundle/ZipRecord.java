package org.tl4j.storage.bundle;

/**
 * The record of an entry in the directory of a zip.
 *
 * @param name as stored, one character per byte
 * @param flags of which bit 0 says that it is encrypted
 * @param method how it is packed
 * @param checkSum the CRC-32 of its content
 * @param packed its size in the zip, in bytes
 * @param size its unpacked size in bytes
 * @param position the position of its local header
 */
record ZipRecord(String name, int flags, int method, long checkSum, long packed, long size, long position) {
    static final int STORED = 0;
    static final int DEFLATED = 8;

    boolean encrypted() {
        return (flags & 1) != 0;
    }
}
