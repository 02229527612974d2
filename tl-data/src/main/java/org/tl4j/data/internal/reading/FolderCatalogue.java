package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.dataset.ImageLocation;

/** All files below a folder, those behind symbolic links too. */
final class FolderCatalogue implements Catalogue {
    /** Links inside links are followed so far, or a few folders that link to one another would seem to hold millions. */
    private static final int DEEPEST_LINK = 3;

    private final Arrangement arrangement;

    private FolderCatalogue(Arrangement arrangement) {
        this.arrangement = arrangement;
    }

    static FolderCatalogue open(Path folder) {
        List<Found> found = new ArrayList<>();
        walk(folder, List.of(), new ArrayDeque<>(), 0, found);
        return new FolderCatalogue(Layout.arrange(found, false));
    }

    private static void walk(Path folder, List<String> path, Deque<Path> above, int links, List<Found> found) {
        try {
            Path real = folder.toRealPath();
            if (links > DEEPEST_LINK || above.contains(real)) {
                return;
            }
            above.push(real);
            found.add(Found.folder(ImageLocation.file(folder), path));
            for (Path child : children(folder)) {
                String name = child.getFileName().toString();
                List<String> childPath = new ArrayList<>(path);
                childPath.add(name);
                if (Files.isDirectory(child)) {
                    boolean linked = !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS);
                    walk(child, childPath, above, linked ? links + 1 : links, found);
                } else if (Files.isRegularFile(child) || Files.isSymbolicLink(child)) {
                    found.add(new Found(ImageLocation.file(child), List.copyOf(childPath)));
                }
            }
            above.pop();
        } catch (UncheckedIOException e) {
            throw Catalogues.unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw Catalogues.unreadable(folder, e);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !Found.hidden(child.getFileName().toString()))
                    .sorted(Comparator.comparing(child -> child.getFileName().toString()))
                    .toList();
        }
    }

    @Override
    public Arrangement arrangement() {
        return arrangement;
    }

    @Override
    public InputStream open(Candidate candidate) throws IOException {
        return PlainFiles.open(candidate.location().container());
    }

    @Override
    public void close() {
        // Nothing stays open.
    }
}
