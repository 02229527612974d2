package org.tl4j.core.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

/** Finds the file of a backbone's pretrained weights, and fetches it where that is allowed. Thread-safe. */
public interface WeightsLocator {
    /**
     * The file to read: the chosen one as it is, else the one of the mirror, of the cache, or of its own address, checked.
     *
     * @param source what is looked for
     * @param chosen the file that the user named, if any; it wins
     * @throws org.tl4j.core.error.WeightsException if it is in none of the places, which are then named, or is not what it
     *     must be
     */
    Path locate(WeightsSource source, Optional<Path> chosen);

    /** The file in a folder of this machine, unchecked; empty where {@link #locate} would have to fetch it. */
    Optional<Path> present(WeightsSource source);

    /**
     * Brings a file to this machine, unless it is there and right.
     *
     * @param folder where to, such as a mirror for machines without a network; the cache if none is named
     * @return the file
     * @throws org.tl4j.core.error.WeightsException as {@link #locate}
     */
    Path fetch(WeightsSource source, Optional<Path> folder, Progress progress);

    /** Where {@link #fetch} would look for a file on the web, in this order, without passwords; no socket is opened. */
    default List<String> addresses(WeightsSource source) {
        return source.address().map(address -> List.of(address.toString())).orElse(List.of());
    }

    /** What the file must have: the digest of the catalogue, or else the one recorded when the file was first used. */
    Optional<Digest> expected(WeightsSource source);
}
