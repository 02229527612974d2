package org.tl4j.dl4j.runtime;

import java.util.Locale;

/** Whether layers compute with oneDNN. */
public enum HelperUse {
    /** Layers built from now on use oneDNN. */
    IN_USE,
    /** Layers use ND4J's own operations: oneDNN is switched off, or the native library was built without it. */
    OFF,
    /** The backend is not a CPU, so oneDNN does not apply. */
    NOT_APPLICABLE;

    /** The text for users: {@code in use}, {@code off}, {@code not applicable}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
