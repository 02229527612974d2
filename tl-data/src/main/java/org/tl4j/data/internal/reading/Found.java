package org.tl4j.data.internal.reading;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.dataset.ImageLocation;

/**
 * A file in a folder or zip, or such a folder itself.
 *
 * @param location where it is
 * @param path its names from the top on, the file's own last, which a folder has empty
 */
record Found(ImageLocation location, List<String> path) {
    private static final Set<String> SYSTEM_FILES =
            Set.of("__macosx", "thumbs.db", "desktop.ini", "@eadir", "$recycle.bin", "system volume information");

    /** A folder, which is needed to notice that nothing is in it. */
    static Found folder(ImageLocation location, List<String> names) {
        return new Found(location, Stream.concat(names.stream(), Stream.of("")).toList());
    }

    /** Whether this is a folder. */
    boolean isFolder() {
        return name().isEmpty();
    }

    /** The file's own name. */
    String name() {
        return path.get(path.size() - 1);
    }

    /** How many folders it lies in. */
    int depth() {
        return path.size() - 1;
    }

    /** The same without its outermost folder. */
    Found inner() {
        return new Found(location, path.subList(1, path.size()));
    }

    /** The same seen from inside the folder of that name; what lies elsewhere is seen as outside of all folders. */
    Found inside(String folder) {
        return depth() > 0 && path.get(0).equals(folder) ? inner() : new Found(location, List.of(name()));
    }

    /** Whether an operating system or a tool keeps a file or folder of this name out of sight. */
    static boolean hidden(String name) {
        return name.startsWith(".") || SYSTEM_FILES.contains(name.toLowerCase(Locale.ROOT));
    }
}
