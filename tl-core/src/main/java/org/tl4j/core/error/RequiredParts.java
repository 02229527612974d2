package org.tl4j.core.error;

import java.util.ArrayList;
import java.util.List;

/** Collects which required parts a builder was not given, so that one error names all of them. For one thread. */
public final class RequiredParts {
    private final String subject;
    private final List<String> missing = new ArrayList<>();

    private RequiredParts(String subject) {
        this.subject = subject;
    }

    /**
     * Nothing is missing yet.
     *
     * @param subject what is built, as an error names it
     */
    public static RequiredParts of(String subject) {
        return new RequiredParts(subject);
    }

    /**
     * Notes whether one part was given.
     *
     * @param name of the part
     * @param value of the part; null if it was not given
     */
    public RequiredParts part(String name, Object value) {
        if (value == null) {
            missing.add(name);
        }
        return this;
    }

    /**
     * Ends the checks.
     *
     * @throws IllegalArgumentException if a part is missing
     */
    public void check() {
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(subject + " must have all required parts, missing: "
                    + String.join(", ", missing) + "; call the methods of these names before build");
        }
    }
}
