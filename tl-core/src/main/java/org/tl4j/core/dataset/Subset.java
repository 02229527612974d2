package org.tl4j.core.dataset;

import java.util.Locale;

/** The role of an image. */
public enum Subset {
    /** Parameters are fitted to these images. */
    TRAIN,
    /** Settings are chosen by these images. */
    VALIDATION,
    /** Images that had no influence on parameters or settings; they measure the result. */
    TEST;

    /** The word for people and files: {@code train}, {@code validation}, {@code test}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
