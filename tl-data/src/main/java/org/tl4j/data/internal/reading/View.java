package org.tl4j.data.internal.reading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Subset;

/** The files below one folder, and the structure of the folders in it. */
final class View {
    /** The names from that folder down, the file name last. */
    private final List<List<String>> files;

    /** The folders by name, each with the names of its subfolders; "" stands for files directly in it. */
    private final Map<String, TreeSet<String>> folders;

    /**
     * Creates the view of a folder.
     *
     * @param all all files, with names from the top down
     * @param way the names of the folders from the top to this one
     */
    View(List<FileEntry> all, List<String> way) {
        this(all.stream().flatMap(file -> file.after(way).stream()).toList());
    }

    private View(List<List<String>> files) {
        this.files = files;
        this.folders = files.stream()
                .filter(names -> names.size() > 1)
                .collect(groupingBy(
                        names -> names.get(0),
                        TreeMap::new,
                        mapping(names -> names.size() > 2 ? names.get(1) : "", toCollection(TreeSet::new))));
    }

    /** The view of one of its folders. */
    View into(String folder) {
        return new View(files.stream()
                .filter(names -> names.size() > 1 && names.get(0).equals(folder))
                .map(names -> names.subList(1, names.size()))
                .toList());
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** The folders here that contain files, at any depth. */
    Set<String> folders() {
        return folders.keySet();
    }

    /** Whether there is one folder, and no file beside it. */
    boolean isOneFolder() {
        return folders.size() == 1 && files.stream().allMatch(names -> names.size() > 1);
    }

    /** Whether there is one folder that contains only folders, and no file beside it. */
    boolean isWrapper() {
        return folders.size() == 1 && files.stream().allMatch(names -> names.size() > 2);
    }

    /** Whether each class has folders of subsets inside: CLASS/train/IMAGE and CLASS/test/IMAGE. */
    boolean hasSubsetsInEachClass() {
        Set<Subset> parts = new HashSet<>();
        for (TreeSet<String> inside : folders.values()) {
            for (String name : inside) {
                Optional<Subset> part = SubsetNames.subset(name);
                if (part.isEmpty()) {
                    return false;
                }
                parts.add(part.get());
            }
        }
        return parts.size() > 1 && parts.contains(Subset.TRAIN);
    }

    /** The names of the subfolders, if all folders here hold the same two or more of them and no files. */
    Optional<Set<String>> commonSubfolders() {
        List<TreeSet<String>> inside = new ArrayList<>(folders.values());
        return Stream.of(inside)
                .filter(all -> all.size() > 1 && new HashSet<>(all).size() == 1)
                .map(all -> all.get(0))
                .filter(names -> names.size() > 1 && !names.contains(""))
                .<Set<String>>map(names -> names)
                .findFirst();
    }
}
