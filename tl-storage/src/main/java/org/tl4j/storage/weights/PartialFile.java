package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * The received part of a file, and its origin: beside the target, with {@code .part} and {@code .from} appended to the
 * name. It is kept when a transfer breaks off, so that the next one can resume.
 *
 * @param target the path of the complete file
 */
record PartialFile(Path target) {
    /**
     * Where a transfer resumes.
     *
     * @param bytes how many are present; 0 to start from the beginning
     * @param tag the entity tag that the server gave them
     */
    record Resumption(long bytes, String tag) {
        private static final Resumption NONE = new Resumption(0, "");
    }

    private static final Pattern STRONG = Pattern.compile("\"[\\x21\\x23-\\x7e\\x80-\\xff]*\"");
    private static final int LINES = 3;
    private static final int LONGEST_ORIGIN = 1 << 16;

    Path content() {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private Path origin() {
        return target.resolveSibling(target.getFileName() + ".from");
    }

    /** Resumes only bytes of the same address with a strong tag: a weak tag does not guarantee equal bytes. */
    Resumption resumption(URI address) {
        try {
            if (!Files.isRegularFile(origin()) || Files.size(origin()) > LONGEST_ORIGIN) {
                return Resumption.NONE;
            }
            String[] origin = new String(Files.readAllBytes(origin()), StandardCharsets.UTF_8).split("\n", -1);
            return origin.length == LINES && origin[0].equals(mark(address)) && isStrong(origin[1])
                    ? new Resumption(Files.size(content()), origin[1])
                    : Resumption.NONE;
        } catch (NoSuchFileException e) {
            return Resumption.NONE;
        } catch (IOException e) {
            throw DiskProblem.cannotRead(origin(), e);
        }
    }

    /** Whether equal tags mean equal bytes (RFC 9110, section 8.8.1). */
    static boolean isStrong(String tag) {
        return STRONG.matcher(tag).matches();
    }

    /** Starts from the beginning. */
    void begin(URI address, Optional<String> tag) {
        delete();
        AtomicFile.writeReplaceable(content(), "");
        AtomicFile.writeReplaceable(
                origin(),
                mark(address) + "\n" + tag.filter(PartialFile::isStrong).orElse("") + "\n");
    }

    /** Distinguishes addresses that look the same when redacted, without storing their secrets. */
    private static String mark(URI address) {
        return Redaction.address(address) + " " + Digest.of(address.toString());
    }

    void delete() {
        try {
            Files.deleteIfExists(origin());
            Files.deleteIfExists(content());
        } catch (IOException e) {
            throw DiskProblem.inCache(DiskProblem.cannotWrite(content(), e));
        }
    }
}
