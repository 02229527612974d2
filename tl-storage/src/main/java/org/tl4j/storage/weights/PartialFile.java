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
 * What has come of a file so far, and where it came from: beside its place, with {@code .part} and {@code .from} behind the
 * name. It is kept when a transfer breaks, so that the next one goes on.
 *
 * @param target where the whole file will be
 */
record PartialFile(Path target) {
    /**
     * Where a transfer goes on.
     *
     * @param bytes how many are there; 0 to begin from nothing
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

    /** Goes on only with bytes of the same address that the server can recognise: a weak tag is no promise of bytes. */
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

    /** Begins from nothing. */
    void begin(URI address, Optional<String> tag) {
        delete();
        AtomicFile.writeReplaceable(content(), "");
        AtomicFile.writeReplaceable(
                origin(),
                mark(address) + "\n" + tag.filter(PartialFile::isStrong).orElse("") + "\n");
    }

    /** Tells addresses apart that are shown alike, and holds no secret in clear. */
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
