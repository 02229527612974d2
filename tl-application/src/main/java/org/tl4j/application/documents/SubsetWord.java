package org.tl4j.application.documents;

import java.util.Optional;
import org.tl4j.core.dataset.Subset;

/** The name of the used subset of images in documents. */
public final class SubsetWord {
    private static final String ALL = "all";

    private SubsetWord() {}

    /** {@code train}, {@code validation} or {@code test}; {@code all} where the data has no subsets. */
    public static String of(Optional<Subset> taken) {
        return taken.map(Subset::word).orElse(ALL);
    }
}
