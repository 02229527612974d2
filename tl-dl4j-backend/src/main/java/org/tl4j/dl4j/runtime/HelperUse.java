package org.tl4j.dl4j.runtime;

import java.util.Locale;

/** Whether layers hand their work to oneDNN. */
public enum HelperUse {
    /** Layers built from now on use oneDNN. */
    IN_USE,
    /** Layers use ND4J's own operations: switched off, or the native library was built without oneDNN. */
    OFF,
    /** The backend is not a processor, so oneDNN has no part in it. */
    NOT_APPLICABLE;

    /** The words for people: {@code in use}, {@code off}, {@code not applicable}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
