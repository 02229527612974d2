package org.tl4j.storage.bundle;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.DiskProblem;

/** A zip that may be hostile: what it declares is checked before memory is asked for, what it holds while it is read. */
final class GuardedZip implements Closeable {
    /** How every zip begins that has an entry. */
    private static final int SIGNATURE = 0x504b0304;

    private final Path file;
    private final ZipFile zip;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    private GuardedZip(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    /**
     * Opens a zip and looks at the names and sizes in it.
     *
     * @throws BundleException if there is no zip, or one that this software would not write
     */
    static GuardedZip open(Path file) throws IOException {
        checkFile(file);
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
        } catch (ZipException | IllegalArgumentException e) {
            throw BundleFormat.damaged(file, "must be a whole zip file", e.getMessage(), e);
        }
        GuardedZip guarded = new GuardedZip(file, zip);
        try {
            guarded.list();
            return guarded;
        } catch (BundleException e) {
            zip.close();
            throw e;
        }
    }

    /** Refuses a zip that has other entries than {@code names}. */
    void checkNames(List<String> names) {
        for (String name : entries.keySet()) {
            if (!names.contains(name)) {
                throw BundleFormat.hostile(file, "must hold nothing but " + names, name);
            }
        }
        names.forEach(this::entry);
    }

    /** The whole content of an entry of which nothing is known but what the zip says. */
    ByteBuffer bytes(String name) throws IOException {
        ZipEntry entry = entry(name);
        ByteBuffer bytes = read(entry);
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        if (crc.getValue() != entry.getCrc()) {
            throw BundleFormat.damaged(file, "must have a " + name + " with the right check sum", "another");
        }
        return bytes;
    }

    /** The whole content of an entry that must be as {@code statement} says, in a direct buffer. */
    ByteBuffer bytes(String name, EntryDigest statement) throws IOException {
        ZipEntry entry = entry(name);
        if (entry.getSize() != statement.bytes()) {
            throw BundleFormat.damaged(
                    file, "must have a " + name + " of " + statement.bytes() + " bytes", entry.getSize());
        }
        ByteBuffer bytes = read(entry);
        Digest digest = Digest.of(bytes);
        if (!digest.equals(statement.sha256())) {
            throw BundleFormat.damaged(file, "must have a " + name + " of SHA-256 " + statement.sha256(), digest);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw BundleFormat.damaged(file, "must hold a " + name, entries.keySet());
        }
        long longest = BundleFormat.LONGEST_ENTRY.get(name);
        if (entry.getSize() > longest) {
            throw BundleFormat.hostile(
                    file, "must have a " + name + " of at most " + longest + " bytes", entry.getSize());
        }
        return entry;
    }

    private static void checkFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new BundleException(file.toString(), "must be a bundle file", "no such file", "check the path");
        }
        if (!Files.isRegularFile(file)) {
            throw new BundleException(
                    file.toString(),
                    "must be a bundle file",
                    "a folder or a device",
                    "name the file that ends in .tlz");
        }
        long size = Files.size(file);
        if (size > BundleFormat.LONGEST_FILE) {
            throw BundleFormat.hostile(file, "must have at most " + BundleFormat.LONGEST_FILE + " bytes", size);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(Integer.BYTES);
            if (start.length < Integer.BYTES || ByteBuffer.wrap(start).getInt() != SIGNATURE) {
                throw BundleFormat.damaged(
                        file, "must be a zip file", size == 0 ? "an empty file" : "another kind of file");
            }
        } catch (IOException e) {
            throw new BundleException(
                    new Problem(file.toString(), "must be readable", DiskProblem.describe(e), "check its permissions"),
                    e);
        }
    }

    private void list() {
        if (zip.size() > BundleFormat.MOST_ENTRIES) {
            throw BundleFormat.hostile(file, "must hold at most " + BundleFormat.MOST_ENTRIES + " entries", zip.size());
        }
        for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); ) {
            ZipEntry entry = all.nextElement();
            String name = entry.getName();
            if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
                throw BundleFormat.hostile(file, "must hold entries of plain names", name);
            }
            if (entries.put(name, entry) != null) {
                throw BundleFormat.hostile(file, "must hold each entry once", name);
            }
            checkPacking(entry);
        }
    }

    private void checkPacking(ZipEntry entry) {
        long packed = entry.getCompressedSize();
        long size = entry.getSize();
        boolean stored = entry.getMethod() == ZipEntry.STORED;
        if (packed < 0 || size < 0 || (stored && packed != size)) {
            throw BundleFormat.damaged(
                    file, "must declare right sizes for " + entry.getName(), size + " from " + packed);
        }
        if (size / BundleFormat.GREATEST_RATIO > packed) {
            throw BundleFormat.hostile(
                    file,
                    "must not unpack " + entry.getName() + " to more than " + BundleFormat.GREATEST_RATIO
                            + " times its size",
                    size + " bytes from " + packed);
        }
    }

    private ByteBuffer read(ZipEntry entry) throws IOException {
        ByteBuffer bytes = allocate(entry);
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] chunk = new byte[1 << 16];
            for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
                if (length > bytes.remaining()) {
                    throw BundleFormat.hostile(
                            file, "must have a " + entry.getName() + " of " + entry.getSize() + " bytes", "more");
                }
                bytes.put(chunk, 0, length);
            }
        }
        if (bytes.hasRemaining()) {
            throw BundleFormat.damaged(
                    file, "must have a " + entry.getName() + " of " + entry.getSize() + " bytes", bytes.position());
        }
        return bytes.flip();
    }

    private ByteBuffer allocate(ZipEntry entry) {
        // a stored entry cannot be longer than the file, whatever it declares
        if (entry.getCompressedSize() > file.toFile().length()) {
            throw BundleFormat.damaged(
                    file, "must hold all of " + entry.getName(), file.toFile().length() + " bytes");
        }
        try {
            return ByteBuffer.allocateDirect(Math.toIntExact(entry.getSize()));
        } catch (OutOfMemoryError e) {
            throw new EnvironmentException(
                    new Problem(
                            file.toString(),
                            "needs memory for " + entry.getName(),
                            "less than " + entry.getSize() + " bytes",
                            "give Java more: -XX:MaxDirectMemorySize=" + (entry.getSize() >> 20 << 1) + "m"),
                    e);
        }
    }
}
