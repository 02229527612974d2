package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/** The rule for the names of engines, which bundles, catalogues and applications write. */
public final class EngineName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,49}");

    private EngineName() {}

    /**
     * The name given: 1 to 50 lower-case letters, digits and dashes, no dash first.
     *
     * @throws IllegalArgumentException if it is another
     */
    public static String required(String name) {
        if (!NAME.matcher(requireNonNull(name, "engine is null")).matches()) {
            throw new IllegalArgumentException(
                    "an engine must be named by 1 to 50 lower-case letters, digits and dashes, found " + name);
        }
        return name;
    }
}
