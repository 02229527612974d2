package org.tl4j.application.text;

import java.util.Optional;
import org.tl4j.core.dataset.Subset;

/** Which subset of the images was taken, for people. */
public final class SubsetText {
    private SubsetText() {}

    /** The subset that was taken. */
    public static String of(Optional<Subset> taken) {
        return taken.map(known -> "the " + known.word() + " part").orElse("all images (the data has no parts)");
    }
}
