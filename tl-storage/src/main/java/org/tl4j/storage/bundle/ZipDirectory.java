package org.tl4j.storage.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory at the end of a zip (APPNOTE.TXT 4.3.12 and 4.3.16), limited to what bundles use: one file below 4 GiB
 * without the fields of larger ones, which begins with its first entry. The JDK reads no zip from memory, and one
 * reader for files and memory is one set of checks.
 *
 * @param records of the entries, in the order of the directory
 * @param begin its position, which is the end of the entries
 */
record ZipDirectory(List<ZipRecord> records, long begin) {
    /** The first bytes of every zip that has an entry. */
    private static final int LOCAL_HEADER = 0x04034b50;

    private static final int LOCAL_LENGTH = 30;
    private static final int RECORD_HEADER = 0x02014b50;
    private static final int RECORD_LENGTH = 46;
    private static final int END_HEADER = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int LONGEST_COMMENT = 0xffff;

    /** The longest directory, with room for extra fields in each record. */
    private static final int LONGEST_DIRECTORY = BundleFormat.MOST_ENTRIES * 1024;

    ZipDirectory {
        records = List.copyOf(records);
    }

    /**
     * Reads the directory.
     *
     * @param bundle what to call the zip
     * @throws org.tl4j.core.error.BundleException if there is none, or one that a bundle cannot have
     */
    static ZipDirectory read(BundleBytes bytes, String bundle) throws IOException {
        if (bytes.size() < Integer.BYTES || piece(bytes, 0, Integer.BYTES).getInt(0) != LOCAL_HEADER) {
            throw BundleFormat.damaged(
                    bundle, "must be a zip file", bytes.size() == 0 ? "an empty file" : "another kind of file");
        }
        int length = (int) Math.min(bytes.size(), END_LENGTH + LONGEST_COMMENT);
        ByteBuffer tail = piece(bytes, bytes.size() - length, length);
        int end = end(tail, bundle);
        int entries = unsigned(tail, end + 10);
        if (entries > BundleFormat.MOST_ENTRIES) {
            throw BundleFormat.hostile(bundle, "must hold at most " + BundleFormat.MOST_ENTRIES + " entries", entries);
        }
        long directory = Integer.toUnsignedLong(tail.getInt(end + 12));
        long begin = Integer.toUnsignedLong(tail.getInt(end + 16));
        if (begin + directory != bytes.size() - length + end) {
            throw notWhole(bundle, "a directory in another place than its end says");
        }
        if (directory > LONGEST_DIRECTORY) {
            throw BundleFormat.hostile(
                    bundle, "must have a directory of at most " + LONGEST_DIRECTORY + " bytes", directory);
        }
        return new ZipDirectory(records(piece(bytes, begin, (int) directory), entries, bundle), begin);
    }

    /** The position of the end record in {@code tail}: its comment must reach to the end. */
    private static int end(ByteBuffer tail, String bundle) {
        for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END_HEADER && at + END_LENGTH + unsigned(tail, at + 20) == tail.limit()) {
                return at;
            }
        }
        throw notWhole(bundle, "one without the directory at its end");
    }

    private static List<ZipRecord> records(ByteBuffer directory, int entries, String bundle) {
        List<ZipRecord> records = new ArrayList<>();
        int at = 0;
        while (at < directory.limit()) {
            if (directory.limit() - at < RECORD_LENGTH || directory.getInt(at) != RECORD_HEADER) {
                throw notWhole(bundle, "a damaged directory");
            }
            int next = at
                    + RECORD_LENGTH
                    + unsigned(directory, at + 28)
                    + unsigned(directory, at + 30)
                    + unsigned(directory, at + 32);
            if (next > directory.limit()) {
                throw notWhole(bundle, "a directory that is cut");
            }
            records.add(record(directory, at));
            at = next;
        }
        if (records.size() != entries) {
            throw notWhole(bundle, "a directory of " + records.size() + " entries where its end says " + entries);
        }
        return records;
    }

    private static ZipRecord record(ByteBuffer directory, int at) {
        byte[] name = new byte[unsigned(directory, at + 28)];
        directory.get(at + RECORD_LENGTH, name);
        return new ZipRecord(
                new String(name, StandardCharsets.ISO_8859_1),
                unsigned(directory, at + 8),
                unsigned(directory, at + 10),
                Integer.toUnsignedLong(directory.getInt(at + 16)),
                Integer.toUnsignedLong(directory.getInt(at + 20)),
                Integer.toUnsignedLong(directory.getInt(at + 24)),
                Integer.toUnsignedLong(directory.getInt(at + 42)));
    }

    /**
     * The position of the packed bytes of an entry.
     *
     * @throws org.tl4j.core.error.BundleException if there is another entry than its record says, or not all of it
     */
    long content(BundleBytes bytes, ZipRecord entry, String bundle) throws IOException {
        if (entry.position() + LOCAL_LENGTH <= begin) {
            ByteBuffer header = piece(bytes, entry.position(), LOCAL_LENGTH);
            int name = unsigned(header, 26);
            long content = entry.position() + LOCAL_LENGTH + name + unsigned(header, 28);
            if (header.getInt(0) == LOCAL_HEADER
                    && content + entry.packed() <= begin
                    && name(bytes, entry, name).equals(entry.name())) {
                return content;
            }
        }
        throw BundleFormat.damaged(bundle, "must hold all of " + entry.name(), "a damaged or missing entry");
    }

    private static String name(BundleBytes bytes, ZipRecord entry, int length) throws IOException {
        ByteBuffer name = piece(bytes, entry.position() + LOCAL_LENGTH, length);
        return StandardCharsets.ISO_8859_1.decode(name).toString();
    }

    private static RuntimeException notWhole(String bundle, String found) {
        return BundleFormat.damaged(bundle, "must be a whole zip file", found);
    }

    private static ByteBuffer piece(BundleBytes bytes, long position, int length) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.read(position, piece);
        return piece.flip();
    }

    private static int unsigned(ByteBuffer bytes, int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }
}
