package org.tl4j.core.weights;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

/** Finds the files of a backbone's pretrained weights, and fetches them where that is allowed. Thread-safe. */
public interface WeightsLocator {
    /**
     * The files to read, checked: the chosen one as it is, otherwise the embedded ones, or those from the mirror, the
     * cache, or their own address. Each file is hashed once.
     *
     * @param source what is looked for
     * @param chosen the file that the user named in place of the main file, if any; it has priority. Where there are
     *     several, the others must lie beside it
     * @throws org.tl4j.core.error.WeightsException if one is in none of the places, which the message lists, or is not
     *     valid
     */
    LocatedWeights locate(WeightsSource source, Optional<Path> chosen);

    /**
     * The contents on this machine, unchecked; empty where {@link #locate} would have to fetch one of them.
     *
     * @return as many as the source has files, in the same order, or none
     */
    List<WeightsContent> present(WeightsSource source);

    /**
     * Fetches the files, unless they are on this machine and valid.
     *
     * @param folder where to, such as a mirror for machines without a network; the cache if none is named
     * @return where they are
     * @throws org.tl4j.core.error.WeightsException as {@link #locate}
     */
    LocatedWeights fetch(WeightsSource source, Optional<Path> folder, Progress progress);

    /**
     * Where {@link #fetch} would look on the web, in this order, without passwords; no socket is opened. Empty where one of
     * the files has no address.
     */
    default List<String> addresses(WeightsSource source) {
        return source.files().stream().allMatch(file -> file.address().isPresent())
                ? source.files().stream()
                        .map(file -> Redaction.address(file.address().orElseThrow()))
                        .toList()
                : List.of();
    }

    /** The digest that the weights must have: from the catalogue, or the one recorded at first use. */
    Optional<Digest> expected(WeightsSource source);
}
