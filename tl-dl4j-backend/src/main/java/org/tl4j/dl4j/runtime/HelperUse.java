package org.tl4j.dl4j.runtime;

/** Whether layers compute with oneDNN. */
public enum HelperUse {
    /** Layers built from now on use oneDNN. */
    IN_USE("in use"),
    /** Layers use ND4J's own operations: oneDNN is switched off, or the native library was built without it. */
    OFF("off"),
    /** The backend is not a CPU, so oneDNN does not apply. */
    NOT_APPLICABLE("not applicable");

    private final String word;

    HelperUse(String word) {
        this.word = word;
    }

    /**
     * The text for users: {@code in use}, {@code off}, {@code not applicable}. Stored features are found by it, so it never
     * changes.
     */
    @Override
    public String toString() {
        return word;
    }
}
