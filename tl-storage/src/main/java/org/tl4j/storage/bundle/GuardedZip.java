package org.tl4j.storage.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;

/** A zip that may be hostile: declared sizes are checked before memory is allocated, contents while they are read. */
final class GuardedZip {
    private static final int CHUNK = 1 << 16;

    private final BundleBytes bytes;
    private final String bundle;
    private final ZipDirectory directory;
    private final Map<String, ZipRecord> entries = new LinkedHashMap<>();

    /**
     * Checks the names and sizes in a zip.
     *
     * @param bundle what to call it
     * @throws org.tl4j.core.error.BundleException if there is no zip, or one that this software would not write
     */
    GuardedZip(BundleBytes bytes, String bundle) throws IOException {
        this.bytes = bytes;
        this.bundle = bundle;
        if (bytes.size() > BundleFormat.LONGEST_FILE) {
            throw BundleFormat.hostile(
                    bundle, "must have at most " + BundleFormat.LONGEST_FILE + " bytes", bytes.size());
        }
        this.directory = ZipDirectory.read(bytes, bundle);
        for (ZipRecord entry : directory.records()) {
            if (!entry.name().matches("[a-z0-9][a-z0-9._-]*")) {
                throw BundleFormat.hostile(bundle, "must hold entries of plain names", entry.name());
            }
            if (entries.put(entry.name(), entry) != null) {
                throw BundleFormat.hostile(bundle, "must hold each entry once", entry.name());
            }
            checkPacking(entry);
        }
    }

    private void checkPacking(ZipRecord entry) {
        boolean stored = entry.method() == ZipRecord.STORED;
        if (entry.encrypted() || !(stored || entry.method() == ZipRecord.DEFLATED)) {
            throw BundleFormat.hostile(
                    bundle,
                    "must hold entries that are stored or deflated, without a password",
                    entry.name() + (entry.encrypted() ? ", encrypted" : ", packed by method " + entry.method()));
        }
        if (stored && entry.packed() != entry.size()) {
            throw BundleFormat.damaged(
                    bundle, "must declare right sizes for " + entry.name(), entry.size() + " from " + entry.packed());
        }
        if (entry.size() / BundleFormat.GREATEST_RATIO > entry.packed()) {
            throw BundleFormat.hostile(
                    bundle,
                    "must not unpack " + entry.name() + " to more than " + BundleFormat.GREATEST_RATIO
                            + " times its size",
                    entry.size() + " bytes from " + entry.packed());
        }
    }

    /** Rejects a zip that has other entries than {@code names}, or more content than a bundle can have. */
    void checkNames(Collection<String> names) {
        for (String name : entries.keySet()) {
            if (!names.contains(name)) {
                throw BundleFormat.hostile(bundle, "must hold nothing but " + names, name);
            }
        }
        long content = names.stream().mapToLong(name -> entry(name).size()).sum();
        if (content > BundleFormat.LONGEST_CONTENT) {
            throw BundleFormat.hostile(
                    bundle, "must hold at most " + BundleFormat.LONGEST_CONTENT + " bytes unpacked", content);
        }
    }

    /** The whole content of an entry, checked only against the directory of the zip. */
    ByteBuffer bytes(String name) throws IOException {
        ZipRecord entry = entry(name);
        ByteBuffer content = read(entry);
        CRC32 checkSum = new CRC32();
        checkSum.update(content.duplicate());
        if (checkSum.getValue() != entry.checkSum()) {
            throw BundleFormat.damaged(bundle, "must have a " + name + " with the right check sum", "another");
        }
        return content;
    }

    /** The whole content of an entry that must match {@code statement}, in a direct buffer. */
    ByteBuffer bytes(String name, EntryDigest statement) throws IOException {
        ZipRecord entry = entry(name);
        if (entry.size() != statement.bytes()) {
            throw BundleFormat.damaged(
                    bundle, "must have a " + name + " of " + statement.bytes() + " bytes", entry.size());
        }
        ByteBuffer content = read(entry);
        Digest digest = Digest.of(content);
        if (!digest.equals(statement.sha256())) {
            throw BundleFormat.damaged(bundle, "must have a " + name + " of SHA-256 " + statement.sha256(), digest);
        }
        return content;
    }

    private ZipRecord entry(String name) {
        ZipRecord entry = entries.get(name);
        if (entry == null) {
            throw BundleFormat.damaged(bundle, "must hold a " + name, entries.keySet());
        }
        long longest = BundleFormat.longest(name);
        if (entry.size() > longest) {
            throw BundleFormat.hostile(
                    bundle, "must have a " + name + " of at most " + longest + " bytes", entry.size());
        }
        return entry;
    }

    private ByteBuffer read(ZipRecord entry) throws IOException {
        long begin = directory.content(bytes, entry, bundle);
        ByteBuffer content = allocate(entry);
        if (entry.method() == ZipRecord.STORED) {
            bytes.read(begin, content);
        } else {
            inflate(entry, begin, content);
        }
        if (content.hasRemaining()) {
            throw otherLength(entry, Integer.toString(content.position()));
        }
        return content.flip();
    }

    private void inflate(ZipRecord entry, long begin, ByteBuffer content) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            long at = begin;
            long end = begin + entry.packed();
            while (!inflater.finished()) {
                if (inflater.needsInput() && at < end) {
                    ByteBuffer piece = ByteBuffer.allocate((int) Math.min(CHUNK, end - at));
                    bytes.read(at, piece);
                    at += piece.position();
                    inflater.setInput(piece.flip());
                }
                // one byte more than expected distinguishes a content that is too long from one that just fits
                boolean full = !content.hasRemaining();
                int length = inflater.inflate(full ? ByteBuffer.allocate(1) : content);
                if (length > 0 && full) {
                    throw otherLength(entry, "more");
                }
                if (length == 0 && !inflater.finished() && (!inflater.needsInput() || at == end)) {
                    throw otherLength(entry, content.position() + ", and no end");
                }
            }
        } catch (DataFormatException e) {
            throw BundleFormat.damaged(bundle, "must have a whole " + entry.name(), "damaged packed bytes", e);
        } finally {
            inflater.end();
        }
    }

    private RuntimeException otherLength(ZipRecord entry, String found) {
        return BundleFormat.damaged(bundle, "must have a " + entry.name() + " of " + entry.size() + " bytes", found);
    }

    private ByteBuffer allocate(ZipRecord entry) {
        try {
            return ByteBuffer.allocateDirect(Math.toIntExact(entry.size()));
        } catch (OutOfMemoryError e) {
            throw new EnvironmentException(
                    new Problem(
                            bundle,
                            "needs memory for " + entry.name(),
                            "less than " + entry.size() + " bytes",
                            "give Java more: -XX:MaxDirectMemorySize=" + (entry.size() >> 20 << 1) + "m"),
                    e);
        }
    }
}
