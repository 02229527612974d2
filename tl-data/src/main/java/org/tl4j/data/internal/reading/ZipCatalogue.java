package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tl4j.core.dataset.ImageLocation;

/** The entries of a zip, which stays packed: nothing is ever written, so an entry's name cannot lead anywhere. */
final class ZipCatalogue implements Catalogue {
    /** No class folder lies deeper: one around everything, one for the part, one for the class. */
    private static final int DEEPEST_CLASS = 3;

    private final ZipFile zip;
    private final Arrangement arrangement;

    private ZipCatalogue(ZipFile zip, Arrangement arrangement) {
        this.zip = zip;
        this.arrangement = arrangement;
    }

    static ZipCatalogue open(Path path) {
        ZipFile zip = Zips.open(path);
        List<String> entries = zip.stream().map(ZipEntry::getName).distinct().toList();
        return new ZipCatalogue(zip, Layout.arrange(found(path, entries), true));
    }

    private static List<Found> found(Path zip, List<String> entries) {
        // Some programs of Windows part names by backslashes; elsewhere a backslash is a letter.
        String separator = entries.stream().anyMatch(entry -> entry.contains("/")) ? "/" : "\\";
        List<Found> found = new ArrayList<>();
        Set<List<String>> folders = new LinkedHashSet<>();
        for (String entry : entries) {
            List<String> names = names(entry, separator);
            if (!names.isEmpty() && names.stream().noneMatch(Found::hidden)) {
                boolean folder = entry.endsWith("/") || entry.endsWith("\\");
                if (!folder) {
                    found.add(new Found(ImageLocation.zipEntry(zip, entry), names));
                }
                int depth = Math.min(DEEPEST_CLASS, folder ? names.size() : names.size() - 1);
                for (int length = 1; length <= depth; length++) {
                    folders.add(List.copyOf(names.subList(0, length)));
                }
            }
        }
        folders.forEach(folder ->
                found.add(Found.folder(ImageLocation.zipEntry(zip, String.join("/", folder) + "/"), folder)));
        found.sort(Comparator.comparing(file -> String.join("\0", file.path())));
        return found;
    }

    /** A name may begin with "./", which says nothing; a backslash at the end is a folder's even beside slashes. */
    private static List<String> names(String entry, String separator) {
        String path = entry.endsWith("\\") ? entry.substring(0, entry.length() - 1) : entry;
        return Stream.of(path.split(Pattern.quote(separator)))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    @Override
    public Arrangement arrangement() {
        return arrangement;
    }

    @Override
    public InputStream open(Candidate candidate) throws IOException {
        return Zips.open(zip, candidate.location().entry().orElseThrow());
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new UncheckedIOException("a zip that was only read can be closed", e);
        }
    }
}
