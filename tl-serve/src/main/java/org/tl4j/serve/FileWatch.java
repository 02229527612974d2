package org.tl4j.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Sees whether files have changed, by their times and lengths. For one thread. */
final class FileWatch {
    private final List<Path> files;
    private List<String> seen;

    FileWatch(List<Path> files) {
        this.files = List.copyOf(files);
        this.seen = look();
    }

    /** Whether a file is another one than at the last call. */
    boolean hasChanged() {
        List<String> now = look();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private List<String> look() {
        return files.stream().map(FileWatch::stamp).toList();
    }

    private static String stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return attributes.lastModifiedTime() + " " + attributes.size() + " " + attributes.fileKey();
        } catch (IOException e) { // a file that is being replaced
            return "none";
        }
    }
}
