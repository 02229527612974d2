package org.tl4j.storage.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.storage.files.AtomicFile;
import org.tl4j.storage.files.DiskProblem;

/**
 * The digest that a file had when it was first used, where the catalogue states none. It is stored beside the file, as
 * {@code sha256sum} writes it, so that {@code sha256sum --check} reads it.
 *
 * @param file the file of the record
 * @param sha256 the digest
 */
record RecordedChecksum(Path file, Digest sha256) {
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) [ *][^\\n]+\\n?");

    /** The digits, and a name of the greatest length that file systems allow. */
    private static final int LONGEST = 4096;

    /** The path of the record of a weights file. */
    private static Path beside(Path weights) {
        return weights.resolveSibling(weights.getFileName() + ".sha256");
    }

    /** The record of a weights file, if there is one. */
    static Optional<RecordedChecksum> of(Path weights) {
        Path file = beside(weights);
        try {
            Matcher line = LINE.matcher(text(file));
            if (!line.matches()) {
                throw new WeightsException(
                        file.toString(), "must be a line of sha256sum", "something else", "delete it");
            }
            return Optional.of(new RecordedChecksum(file, new Digest(line.group(1))));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DiskProblem.cannotRead(file, e);
        }
    }

    /** The beginning of a file, of any bytes: a longer file is not a record. */
    private static String text(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return new String(content.readNBytes(LONGEST), StandardCharsets.UTF_8);
        }
    }

    static void write(Path weights, Digest sha256) {
        AtomicFile.writeReplaceable(beside(weights), sha256.hex() + "  " + weights.getFileName() + "\n");
    }
}
