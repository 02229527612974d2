package org.tl4j.application.text;

import java.util.Optional;
import org.tl4j.core.dataset.Subset;

/** Which subset of the images was used, as text. */
public final class SubsetText {
    private SubsetText() {}

    /** The subset that was used. */
    public static String of(Optional<Subset> taken) {
        return taken.map(known -> "the " + known.word() + " part").orElse("all images (the data has no parts)");
    }
}
