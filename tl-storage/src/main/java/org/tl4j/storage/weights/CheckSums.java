package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.zip.Adler32;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * The length and check sums of a file.
 *
 * @param bytes its length
 * @param sha256 its digest
 * @param adler32 8 hexadecimal digits
 */
record CheckSums(long bytes, Digest sha256, String adler32) {
    private static final String REMEDY = "delete it and fetch it again, or take it from another place";

    static CheckSums of(Path file) {
        MessageDigest sha256 = Digest.sha256();
        Adler32 adler32 = new Adler32();
        long bytes = 0;
        byte[] chunk = new byte[1 << 16];
        try (InputStream content = Files.newInputStream(file)) {
            for (int length = content.read(chunk); length >= 0; length = content.read(chunk)) {
                sha256.update(chunk, 0, length);
                adler32.update(chunk, 0, length);
                bytes += length;
            }
        } catch (IOException e) {
            throw DiskProblem.cannotRead(file, e);
        }
        return new CheckSums(bytes, Digest.from(sha256), "%08x".formatted(adler32.getValue()));
    }

    /**
     * Compares them with the catalogue and with the records of first use.
     *
     * @param subject what to call the file
     * @param records of its first use, in the cache and beside the file; all must agree
     * @throws WeightsException if one of them differs
     */
    void check(String subject, WeightsFile source, List<RecordedChecksum> records) {
        if (source.bytes().isPresent() && source.bytes().getAsLong() != bytes) {
            throw new WeightsException(
                    subject, "must have " + source.bytes().getAsLong() + " bytes", bytes + " bytes", REMEDY);
        }
        check(subject, "SHA-256", source.sha256().map(Digest::hex), sha256.hex(), REMEDY);
        check(subject, "Adler32", source.adler32(), adler32, REMEDY);
        if (source.sha256().isEmpty()) {
            records.forEach(first -> check(
                    subject,
                    "SHA-256 of its first use,",
                    Optional.of(first.sha256().hex()),
                    sha256.hex(),
                    "if it was meant to change, delete " + first.file()));
        }
    }

    private static void check(String subject, String kind, Optional<String> stated, String found, String remedy) {
        if (stated.isPresent() && !stated.get().equals(found)) {
            throw new WeightsException(subject, "must have the " + kind + " " + stated.get(), found, remedy);
        }
    }
}
