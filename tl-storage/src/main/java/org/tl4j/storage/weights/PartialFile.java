package org.tl4j.storage.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
     * @param bytes how many are there; 0 to begin anew
     * @param tag the entity tag that the server gave them
     */
    record Resumption(long bytes, String tag) {
        private static final Resumption NONE = new Resumption(0, "");
    }

    Path content() {
        return target.resolveSibling(target.getFileName() + ".part");
    }

    private Path origin() {
        return target.resolveSibling(target.getFileName() + ".from");
    }

    /** Goes on only with bytes of the same address that the server can recognise: a weak tag is no promise of bytes. */
    Resumption resumption(URI address) {
        try {
            List<String> origin = Files.readAllLines(origin());
            if (origin.size() == 2
                    && origin.get(0).equals(Web.shown(address))
                    && origin.get(1).startsWith("\"")) {
                return new Resumption(Files.size(content()), origin.get(1));
            }
            return Resumption.NONE;
        } catch (NoSuchFileException e) {
            return Resumption.NONE;
        } catch (IOException e) {
            throw DiskProblem.cannotRead(origin(), e);
        }
    }

    /** Begins anew. */
    void begin(URI address, Optional<String> tag) {
        delete();
        AtomicFile.writeReplaceable(content(), "");
        AtomicFile.writeReplaceable(origin(), Web.shown(address) + "\n" + tag.orElse("") + "\n");
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
