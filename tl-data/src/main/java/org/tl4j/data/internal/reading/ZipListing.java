package org.tl4j.data.internal.reading;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelReading;

/** The entries of a zip. Nothing is unpacked to disk, so an entry's name cannot lead outside a folder. */
final class ZipListing implements FileListing {
    /** The deepest class folder: some folders around everything, one for the subset and one that repeats it. */
    private static final int DEEPEST_CLASS = 8;

    private final ZipContents zip;
    private final DatasetLayout arrangement;

    private ZipListing(ZipContents zip, DatasetLayout arrangement) {
        this.zip = zip;
        this.arrangement = arrangement;
    }

    static ZipListing open(Path path, LabelReading labels) {
        ZipContents zip = ZipContents.open(path);
        try {
            DatasetLayout arrangement = arrangement(path, zip);
            return new ZipListing(
                    zip, labels.asksForSeveral() ? arrangement.split(LabelSeparator.ofFolders(labels)) : arrangement);
        } catch (RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    private static DatasetLayout arrangement(Path path, ZipContents zip) {
        List<String> remarks = new ArrayList<>();
        DatasetLayout arrangement = Layout.arrange(found(path, zip.names(), remarks), true);
        remarks.addAll(arrangement.remarks());
        if (zip.replaced() > 0) {
            remarks.add(zip.replaced() + " entries of the zip have the name of a later one, which is taken.");
        }
        if (zip.guessed()) {
            guessedLabels(arrangement).ifPresent(remarks::add);
        }
        return arrangement.withRemarks(remarks);
    }

    private static Optional<String> guessedLabels(DatasetLayout arrangement) {
        Set<String> guessed = new TreeSet<>();
        for (Candidate file : arrangement.files()) {
            String label = file.label().orElse("");
            if (!label.chars().allMatch(c -> c < 0x80)) {
                if (!ZipNames.isPlausible(label)) {
                    throw ZipNames.unknownCodePage(file.location().toString(), label);
                }
                guessed.add(label);
            }
        }
        return guessed.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "The zip does not state the encoding of its names; they are read by code page 437, which gives"
                                + " the classes " + String.join(", ", guessed) + ".");
    }

    private static List<FileEntry> found(Path zip, List<String> entries, List<String> remarks) {
        // Some Windows programs separate names by backslashes; elsewhere a backslash is an ordinary character.
        String separator = entries.stream().anyMatch(entry -> entry.contains("/")) ? "/" : "\\";
        List<FileEntry> found = new ArrayList<>();
        Set<List<String>> folders = new LinkedHashSet<>();
        List<String> outside = new ArrayList<>();
        for (String entry : entries) {
            List<String> names = names(entry, separator);
            if (names.contains("..")) {
                outside.add(entry);
            } else if (!names.isEmpty() && names.stream().noneMatch(FileEntry::hidden)) {
                boolean folder = entry.endsWith("/") || entry.endsWith("\\");
                if (!folder) {
                    found.add(new FileEntry(ImageLocation.zipEntry(zip, entry), names));
                }
                int depth = Math.min(DEEPEST_CLASS, folder ? names.size() : names.size() - 1);
                for (int length = 1; length <= depth; length++) {
                    folders.add(List.copyOf(names.subList(0, length)));
                }
            }
        }
        folders.forEach(folder ->
                found.add(FileEntry.folder(ImageLocation.zipEntry(zip, String.join("/", folder) + "/"), folder)));
        if (!outside.isEmpty()) {
            remarks.add("Entries whose names lead out of the zip are ignored: " + outside.size() + ", such as "
                    + outside.get(0) + ".");
        }
        return sorted(found);
    }

    /** Sorts by all names, in an order that does not depend on how the zip was packed. */
    private static List<FileEntry> sorted(List<FileEntry> found) {
        return found.stream()
                .map(file -> Map.entry(String.join("\0", file.path()), file))
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
    }

    /** A leading "./" has no meaning; a backslash at the end marks a folder even if the name has slashes. */
    private static List<String> names(String entry, String separator) {
        String path = entry.endsWith("\\") ? entry.substring(0, entry.length() - 1) : entry;
        return Stream.of(path.split(Pattern.quote(separator)))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }

    @Override
    public DatasetLayout arrangement() {
        return arrangement;
    }

    @Override
    public InputStream open(Candidate candidate) throws IOException {
        return zip.open(candidate.location().entry().orElseThrow());
    }

    @Override
    public void close() {
        zip.close();
    }
}
