package org.tl4j.cli.commands;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.tl4j.application.predictions.ListedImage;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.error.Problem;
import org.tl4j.storage.files.DiskProblem;

/**
 * The images of files and folders, as {@link ImageFiles} finds them, one after the other: only the names of the folders that it
 * is in are kept. A link to a folder is not followed, unless it was named.
 */
final class ImageWalk implements Iterator<ListedImage> {
    private final Optional<Path> left;
    private final Iterator<Path> places;
    /** The rest of each folder from the outermost on. */
    private final Deque<Iterator<Path>> open = new ArrayDeque<>();

    private Optional<ListedImage> next = Optional.empty();

    /** @param left a folder that is left out, if it exists */
    ImageWalk(List<Path> places, Optional<Path> left) {
        this.places = List.copyOf(places).iterator();
        this.left = left.filter(Files::exists);
    }

    @Override
    public boolean hasNext() {
        while (next.isEmpty() && (!open.isEmpty() || places.hasNext())) {
            if (open.isEmpty()) {
                place(places.next());
            } else if (open.getLast().hasNext()) {
                entry(open.getLast().next());
            } else {
                open.removeLast();
            }
        }
        return next.isPresent();
    }

    @Override
    public ListedImage next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        ListedImage found = next.orElseThrow();
        next = Optional.empty();
        return found;
    }

    private void place(Path place) {
        if (Files.isDirectory(place)) {
            enter(place);
        } else {
            next = Optional.of(ListedImage.of(place));
        }
    }

    private void entry(Path entry) {
        if (ImageFiles.hidden(entry)) {
            return;
        }
        try {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                if (left.isEmpty() || !Files.isSameFile(entry, left.get())) {
                    enter(entry);
                }
            } else if (Files.isRegularFile(entry) && ImageFiles.mayBeImage(entry)) {
                next = Optional.of(ListedImage.of(entry));
            }
        } catch (IOException e) {
            next = Optional.of(unreadable(entry, e));
        }
    }

    private void enter(Path folder) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            next = Optional.of(unreadable(folder, e.getCause()));
        } catch (IOException e) {
            next = Optional.of(unreadable(folder, e));
        }
        entries.sort(null);
        open.addLast(entries.iterator());
    }

    private static ListedImage unreadable(Path path, IOException failure) {
        Problem problem = new Problem(path.toString(), "must be readable", DiskProblem.describe(failure), "");
        return new ListedImage(path, Optional.of(new DataException(DataKind.UNREADABLE, problem, failure)));
    }
}
