package org.tl4j.core.network;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * Rules for the names of a network's entries. They contain no path, so that unpacking a bundle is safe with any
 * program.
 */
final class EntryName {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

    private EntryName() {}

    /** Checks a name of an entry of bytes, or of tensors. */
    static void require(String name, boolean tensors) {
        if (!NAME.matcher(requireNonNull(name, "name is null")).matches()) {
            throw new IllegalArgumentException(
                    "an entry must be named by 1 to 100 lower case letters, digits, dots, dashes and underscores, found "
                            + name);
        }
        if (name.endsWith(NetworkEntry.TENSORS_END) != tensors) {
            throw new IllegalArgumentException("a name must end in " + NetworkEntry.TENSORS_END
                    + " where the entry has tensors, and nowhere else, found " + name);
        }
    }
}
