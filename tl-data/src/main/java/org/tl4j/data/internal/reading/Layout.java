package org.tl4j.data.internal.reading;

import static java.util.stream.Collectors.toCollection;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.tl4j.core.dataset.Part;
import org.tl4j.data.internal.format.ImageFormat;

/** Reads classes and parts out of the names of folders. */
final class Layout {
    /** What a person is told who has another layout. */
    static final String HELP =
            "put the images of each class into a folder named after the class, FOLDER/CLASS/IMAGE, or"
                    + " FOLDER/train/CLASS/IMAGE and FOLDER/val/CLASS/IMAGE";

    private Layout() {}

    /**
     * The class and part of each file. The folder next to the top is the class, unless the folders there are parts: then
     * it is the one below. Folders inside a class folder do not matter. Only files that are named like images have a say,
     * unless there are none: a licence beside the classes tells nothing about them.
     *
     * @param unwrap whether a single folder around everything is looked through, as zips often have one
     */
    static Arrangement arrange(List<Found> found, boolean unwrap) {
        List<Found> telling = telling(found);
        Set<String> tops = topFolders(telling);
        if (areParts(tops)) {
            return Arrangement.of(found, Layout::inPart, 2);
        }
        if (unwrap && tops.size() == 1 && telling.stream().allMatch(file -> file.depth() >= 2)) {
            String wrapper = tops.iterator().next();
            return arrange(found.stream().map(file -> file.inside(wrapper)).toList(), false);
        }
        return Arrangement.of(found, file -> inClass(file, file, Optional.empty()), 1);
    }

    private static List<Found> telling(List<Found> found) {
        List<Found> images = found.stream()
                .filter(file -> ImageFormat.promisedBy(file.name()))
                .toList();
        return images.isEmpty()
                ? found.stream().filter(file -> !file.isFolder()).toList()
                : images;
    }

    /** The part that a word stands for. */
    static Optional<Part> part(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Optional.of(Part.TRAIN);
            case "val", "valid", "validation", "dev" -> Optional.of(Part.VALIDATION);
            case "test", "testing" -> Optional.of(Part.TEST);
            default -> Optional.empty();
        };
    }

    /** One name for letters that systems write in different ways: é as one character, or as e and an accent. */
    static String label(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private static Set<String> topFolders(List<Found> files) {
        return files.stream()
                .filter(file -> file.depth() > 0)
                .map(file -> file.path().get(0))
                .collect(toCollection(TreeSet::new));
    }

    /** All folders are named like parts, or train is there with another part; a class may well be called "test". */
    private static boolean areParts(Set<String> folders) {
        List<Part> parts =
                folders.stream().flatMap(name -> part(name).stream()).distinct().toList();
        return !parts.isEmpty()
                && (folders.stream().allMatch(name -> part(name).isPresent())
                        || (parts.size() > 1 && parts.contains(Part.TRAIN)));
    }

    private static Candidate inPart(Found file) {
        Optional<Part> part = file.depth() > 0 ? part(file.path().get(0)) : Optional.empty();
        return part.isPresent() ? inClass(file, file.inner(), part) : Candidate.misplaced(file);
    }

    private static Candidate inClass(Found file, Found inner, Optional<Part> part) {
        return inner.depth() > 0 ? Candidate.of(file, label(inner.path().get(0)), part) : Candidate.misplaced(file);
    }
}
