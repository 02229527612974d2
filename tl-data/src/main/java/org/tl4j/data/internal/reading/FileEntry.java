package org.tl4j.data.internal.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.dataset.ImageLocation;

/**
 * A file in a folder or zip, or a folder inside it.
 *
 * @param location location of the file or folder
 * @param path its names from the top down, the file name last; for a folder the last name is empty
 */
record FileEntry(ImageLocation location, List<String> path) {
    private static final Set<String> SYSTEM_FILES =
            Set.of("__macosx", "thumbs.db", "desktop.ini", "@eadir", "$recycle.bin", "system volume information");

    /** A folder; it is listed so that an empty one is noticed. */
    static FileEntry folder(ImageLocation location, List<String> names) {
        return new FileEntry(
                location, Stream.concat(names.stream(), Stream.of("")).toList());
    }

    /** Whether this is a folder. */
    boolean isFolder() {
        return name().isEmpty();
    }

    /** The file's own name. */
    String name() {
        return path.get(path.size() - 1);
    }

    /** The names after this path of folders from the top; empty for an entry elsewhere, or for the last folder itself. */
    Optional<List<String>> after(List<String> way) {
        return path.size() > way.size() && path.subList(0, way.size()).equals(way)
                ? Optional.of(path.subList(way.size(), path.size()))
                : Optional.empty();
    }

    /** Whether an operating system or a tool treats a file or folder of this name as hidden. */
    static boolean hidden(String name) {
        return name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT));
    }
}
