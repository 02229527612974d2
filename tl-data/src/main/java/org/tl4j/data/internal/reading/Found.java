package org.tl4j.data.internal.reading;

import java.util.List;
import java.util.Set;
import org.tl4j.core.dataset.ImageLocation;

/**
 * A file in a folder or zip.
 *
 * @param location where it is
 * @param path its names from the top on, the file's own last
 */
record Found(ImageLocation location, List<String> path) {
    private static final Set<String> SYSTEM_FILES = Set.of("__MACOSX", "Thumbs.db", "desktop.ini");

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

    /** Whether an operating system or a tool keeps a file or folder of this name out of sight. */
    static boolean hidden(String name) {
        return name.startsWith(".") || SYSTEM_FILES.contains(name);
    }
}
