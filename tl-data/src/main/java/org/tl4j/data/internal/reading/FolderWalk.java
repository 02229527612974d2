package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tl4j.core.dataset.FileNameText;
import org.tl4j.core.dataset.ImageLocation;

/** Finds everything below a folder, in an order that does not depend on the file system. Not thread-safe. */
final class FolderWalk {
    /** The depth to which nested links are followed; a few folders that link to one another could hold millions. */
    private static final int DEEPEST_LINK = 3;

    private final List<FileEntry> found = new ArrayList<>();
    private final Map<String, Path> unrepresentable = new HashMap<>();
    private final Deque<Path> above = new ArrayDeque<>();

    /** The entries found; a folder comes before its content. */
    List<FileEntry> found() {
        return found;
    }

    /** Folders whose names this process cannot represent, by the label that they would give. */
    Map<String, Path> unrepresentable() {
        return unrepresentable;
    }

    /**
     * Adds a folder and everything below it.
     *
     * @throws org.tl4j.core.error.DataException if a folder cannot be read
     */
    void into(Path folder) {
        into(folder, List.of(), 0);
    }

    private void into(Path folder, List<String> path, int links) {
        try {
            Path real = folder.toRealPath();
            if (links > DEEPEST_LINK || above.contains(real)) {
                return;
            }
            above.push(real);
            found.add(FileEntry.folder(ImageLocation.file(folder), path));
            for (Path child : children(folder)) {
                add(child, path, links);
            }
            above.pop();
        } catch (UncheckedIOException e) {
            throw Listings.unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw Listings.unreadable(folder, e);
        }
    }

    private void add(Path child, List<String> path, int links) {
        String name = FileNameText.of(child.getFileName());
        List<String> childPath = Stream.concat(path.stream(), Stream.of(name)).toList();
        if (Files.isDirectory(child)) {
            if (!FileNameText.isRepresented(child)) {
                unrepresentable.put(Layout.label(name), child);
            }
            boolean linked = !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
            into(child, childPath, linked ? links + 1 : links);
        } else if (Files.isRegularFile(child) || Files.isSymbolicLink(child)) {
            found.add(new FileEntry(ImageLocation.file(child), childPath));
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(
                            child -> !FileEntry.hidden(child.getFileName().toString()))
                    .sorted(Comparator.comparing(
                                    (Path child) -> child.getFileName().toString())
                            .thenComparing(Path::getFileName))
                    .toList();
        }
    }
}
