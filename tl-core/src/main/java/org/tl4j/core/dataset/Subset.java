package org.tl4j.core.dataset;

import java.util.Locale;

/** The role of an image. */
public enum Subset {
    /** Parameters are fitted to it. */
    TRAIN,
    /** Settings are chosen by it. */
    VALIDATION,
    /** Neither saw it; it tells how good the result is. */
    TEST;

    /** The word for people and files: {@code train}, {@code validation}, {@code test}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
