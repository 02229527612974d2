package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.tl4j.core.dataset.ImageLocation;

/** The entries of a zip, which stays packed: nothing is ever written, so an entry's name cannot lead anywhere. */
final class ZipCatalogue implements Catalogue {
    private final ZipFile zip;
    private final List<Candidate> candidates;

    private ZipCatalogue(ZipFile zip, List<Candidate> candidates) {
        this.zip = zip;
        this.candidates = candidates;
    }

    static ZipCatalogue open(Path path) {
        ZipFile zip = Zips.open(path);
        List<Found> found = zip.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .distinct()
                .map(name -> new Found(ImageLocation.zipEntry(path, name), names(name)))
                .filter(file -> !file.path().isEmpty() && file.path().stream().noneMatch(Found::hidden))
                .sorted(Comparator.comparing(file -> String.join("\0", file.path())))
                .toList();
        return new ZipCatalogue(zip, Layout.arrange(found, true));
    }

    /** Some programs of Windows part names by backslashes. */
    private static List<String> names(String entry) {
        return Stream.of(entry.replace('\\', '/').split("/"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    @Override
    public List<Candidate> candidates() {
        return candidates;
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
