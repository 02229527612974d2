package org.tl4j.data.internal.reading;

import static java.util.stream.Collectors.toCollection;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Subset;
import org.tl4j.data.internal.format.ImageFormat;

/**
 * Derives classes and subsets from folder names. The top-level folder is the class, unless the folders there are subsets:
 * then the class is the folder below. Folders inside a class folder do not matter. Only files with the extension of an
 * image count, unless there are none: a licence file beside the classes is irrelevant.
 */
final class Layout {
    /** The remedy for other layouts. */
    static final String HELP =
            "put the images of each class into a folder named after the class, FOLDER/CLASS/IMAGE, or"
                    + " FOLDER/train/CLASS/IMAGE and FOLDER/val/CLASS/IMAGE";

    private final List<FileEntry> found;
    private final List<FileEntry> relevant;
    private final boolean packed;
    private final List<String> remarks = new ArrayList<>();

    private Layout(List<FileEntry> found, boolean packed) {
        this.found = found;
        this.relevant = relevant(found);
        this.packed = packed;
    }

    /**
     * Determines the class and subset of each file.
     *
     * @param packed whether this is an archive, which usually has one folder around everything
     * @throws org.tl4j.core.error.DataException if the folders contradict one another
     */
    static DatasetLayout arrange(List<FileEntry> found, boolean packed) {
        return new Layout(found, packed).arrange();
    }

    /** Unicode normalisation: systems write é as one character, or as e and an accent. */
    static String label(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    private DatasetLayout arrange() {
        List<String> around = new ArrayList<>();
        View view = new View(relevant, around);
        while (view.isWrapper() && SubsetNames.among(view.folders()).isEmpty()) {
            around.add(view.folders().iterator().next());
            view = new View(relevant, around);
        }
        Map<String, Subset> parts = SubsetNames.among(view.folders());
        if (!parts.isEmpty()) {
            return inParts(around, parts);
        }
        if (view.folders().size() < 2) {
            // A single class is the outermost possible folder, or its subfolders would rename it.
            around = around.subList(0, packed ? Math.min(1, around.size()) : 0);
            view = new View(relevant, around);
        } else if (!packed && !around.isEmpty()) {
            remarks.add("The folder " + String.join("/", around) + " was looked through; its "
                    + view.folders().size() + " folders are the classes.");
        }
        return view.hasSubsetsInEachClass() ? partsInClasses(around) : classes(around, view);
    }

    private DatasetLayout classes(List<String> around, View view) {
        view.commonSubfolders()
                .ifPresent(names -> remarks.add("The folders " + shown(view.folders())
                        + " are taken as the classes, and each of them holds the same folders " + shown(names)
                        + "; if these are the classes, give one folder that holds them."));
        return placed(file -> file.after(around).map(rest -> new Place(rest, Optional.empty())));
    }

    /** The layout in which each class has its own folders of subsets. */
    private DatasetLayout partsInClasses(List<String> around) {
        return placed(file -> file.after(around)
                .filter(rest -> rest.size() > 2)
                .map(rest -> new Place(
                        Stream.concat(Stream.of(rest.get(0)), rest.stream().skip(2))
                                .toList(),
                        SubsetNames.subset(rest.get(1)))));
    }

    private DatasetLayout inParts(List<String> around, Map<String, Subset> parts) {
        Map<String, List<String>> inner = new TreeMap<>();
        parts.forEach((folder, part) -> inner.put(folder, insidePart(around, folder, part)));
        skipCommonFolder(inner);
        return placed(file -> file.after(around)
                .filter(rest -> parts.containsKey(rest.get(0)))
                .flatMap(rest -> file.after(inner.get(rest.get(0)))
                        .map(below -> new Place(below, Optional.of(parts.get(rest.get(0)))))));
    }

    /** The path from the top to the folder with the classes of a subset: some archives hold train/train/CLASS. */
    private List<String> insidePart(List<String> around, String folder, Subset part) {
        List<String> way = new ArrayList<>(around);
        way.add(folder);
        View view = new View(relevant, way);
        while (view.isOneFolder()
                && SubsetNames.repeats(view.folders().iterator().next(), folder, part)) {
            way.add(view.folders().iterator().next());
            view = new View(relevant, way);
        }
        return way;
    }

    /** Whether every subset holds one folder of the same name that holds further folders: it is not a class. */
    private void skipCommonFolder(Map<String, List<String>> ways) {
        List<View> views =
                ways.values().stream().map(way -> new View(relevant, way)).toList();
        TreeSet<String> names =
                views.stream().flatMap(view -> view.folders().stream()).collect(toCollection(TreeSet::new));
        if (names.size() != 1
                || !views.stream().allMatch(view -> view.isEmpty() || view.isWrapper())
                || views.stream()
                        .noneMatch(view -> view.into(names.first()).folders().size() > 1)) {
            return;
        }
        remarks.add("The folder " + names.first() + " inside each part was looked through.");
        ways.values().forEach(way -> way.add(names.first()));
    }

    private DatasetLayout placed(Places places) {
        List<Candidate> files = new ArrayList<>();
        List<Candidate> classFolders = new ArrayList<>();
        Map<String, TreeSet<String>> writings = new TreeMap<>();
        for (FileEntry file : found) {
            Optional<Place> place = places.of(file).filter(Place::isInClass);
            place.map(Place::folder)
                    .ifPresent(name -> writings.computeIfAbsent(label(name), label -> new TreeSet<>())
                            .add(name));
            if (!file.isFolder()) {
                files.add(place.map(in -> Candidate.of(file, label(in.folder()), in.part()))
                        .orElseGet(() -> Candidate.misplaced(file)));
            } else if (place.isPresent() && place.get().rest().size() == 2) {
                classFolders.add(Candidate.of(
                        file, label(place.get().folder()), place.get().part()));
            }
        }
        writings.forEach((label, names) -> {
            if (names.size() > 1) {
                remarks.add(names.size() + " folders are one class, " + label
                        + ": their names are the same letters in different Unicode forms.");
            }
        });
        return DatasetLayout.ofFolders(files, classFolders, remarks);
    }

    private static List<FileEntry> relevant(List<FileEntry> found) {
        List<FileEntry> images = found.stream()
                .filter(file -> ImageFormat.hasImageExtension(file.name()))
                .toList();
        return images.isEmpty()
                ? found.stream().filter(file -> !file.isFolder()).toList()
                : images;
    }

    private static String shown(Collection<String> names) {
        List<String> first = names.stream().limit(5).toList();
        return String.join(", ", first) + (names.size() > first.size() ? " and " + (names.size() - 5) + " more" : "");
    }

    /** The position of a file. */
    private interface Places {
        Optional<Place> of(FileEntry file);
    }

    /**
     * A file relative to the folder that holds the classes.
     *
     * @param rest the names from the class folder to the file name; for a folder the last name is empty
     * @param part the subset that the user put it in
     */
    private record Place(List<String> rest, Optional<Subset> part) {
        boolean isInClass() {
            return rest.size() > 1;
        }

        String folder() {
            return rest.get(0);
        }
    }
}
