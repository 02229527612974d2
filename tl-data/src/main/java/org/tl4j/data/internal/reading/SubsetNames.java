package org.tl4j.data.internal.reading;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.DataException;

/** Recognises the folders of training, validation and test images by their names. */
final class SubsetNames {
    /** Words without meaning in the name of a folder of images. */
    private static final Set<String> NOISE = Set.of(
            "",
            "set",
            "sets",
            "data",
            "dataset",
            "image",
            "images",
            "img",
            "imgs",
            "photo",
            "photos",
            "picture",
            "pictures",
            "folder",
            "split");

    /** Letters of any script; digits separate words too, as in {@code test1}. */
    private static final String BETWEEN_WORDS = "(?<=[a-z])(?=[A-Z])|[^\\p{L}\\p{M}]+";

    private SubsetNames() {}

    /** The subset that a word stands for. */
    static Optional<Subset> subset(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "train", "training" -> Optional.of(Subset.TRAIN);
            case "val", "valid", "validation", "dev" -> Optional.of(Subset.VALIDATION);
            case "test", "testing" -> Optional.of(Subset.TEST);
            default -> Optional.empty();
        };
    }

    /** The subset that one word of a name stands for, as in {@code PublicTest}. */
    static Optional<Subset> loosely(String name) {
        return Named.of(name).map(Named::part);
    }

    /**
     * The subset of each folder: either all folders are named like subsets, or train is there with another subset. A
     * class may be called "test". Names like {@code seg_train} and {@code seg_test} count if all but the word of the
     * subset is the same.
     *
     * @return empty if the folders are not subsets
     * @throws DataException if they are subsets of single classes, such as {@code cats_train}, {@code cats_test} and so on
     */
    static Map<String, Subset> among(Collection<String> folders) {
        Map<String, Subset> exact = new TreeMap<>();
        folders.forEach(name -> subset(name).ifPresent(part -> exact.put(name, part)));
        if (!exact.isEmpty() && (exact.size() == folders.size() || isWhole(exact.values()))) {
            return withVariants(exact, folders);
        }
        Map<String, List<Named>> families = folders.stream()
                .flatMap(name -> Named.of(name).stream())
                .collect(groupingBy(Named::rest, TreeMap::new, toList()));
        families.values()
                .removeIf(family -> !isWhole(family.stream().map(Named::part).toList()));
        if (families.size() > 1) {
            throw new DataException(
                    "folders " + String.join(", ", folders),
                    "must have the parts outside and the classes inside",
                    "a folder for each part of each class",
                    Layout.HELP);
        }
        Map<String, Subset> parts = new TreeMap<>();
        families.values().forEach(family -> family.forEach(named -> parts.put(named.folder(), named.part())));
        return parts;
    }

    /** Beside {@code train} and {@code test}, {@code test2} is a subset too. */
    private static Map<String, Subset> withVariants(Map<String, Subset> exact, Collection<String> folders) {
        folders.stream()
                .flatMap(name -> Named.of(name).stream())
                .filter(named -> named.rest().isEmpty())
                .forEach(named -> exact.putIfAbsent(named.folder(), named.part()));
        return exact;
    }

    /** Whether a folder inside the folder of a subset only repeats its name. */
    static boolean repeats(String inner, String outer, Subset part) {
        return inner.equalsIgnoreCase(outer)
                || subset(inner).filter(part::equals).isPresent()
                || Named.of(inner)
                        .filter(named -> named.part() == part
                                && Named.of(outer)
                                        .filter(other -> other.rest().equals(named.rest()))
                                        .isPresent())
                        .isPresent();
    }

    private static boolean isWhole(Collection<Subset> parts) {
        return parts.contains(Subset.TRAIN) && EnumSet.copyOf(parts).size() > 1;
    }

    /**
     * The name of a folder in which one word stands for a subset.
     *
     * @param rest the other words, except those without meaning
     */
    private record Named(String folder, Subset part, String rest) {
        static Optional<Named> of(String folder) {
            List<String> words = Stream.of(folder.split(BETWEEN_WORDS))
                    .map(word -> word.toLowerCase(Locale.ROOT))
                    .toList();
            List<Subset> parts = new ArrayList<>();
            words.forEach(word -> inside(word).ifPresent(parts::add));
            String rest = words.stream()
                    .filter(word -> !NOISE.contains(word) && inside(word).isEmpty())
                    .collect(joining(" "));
            return parts.size() == 1 ? Optional.of(new Named(folder, parts.get(0), rest)) : Optional.empty();
        }

        /** Some data sets write {@code trainset} and {@code testimages} as one word. */
        private static Optional<Subset> inside(String word) {
            return SubsetNames.subset(word)
                    .or(() -> NOISE.stream()
                            .filter(noise -> !noise.isEmpty() && word.endsWith(noise))
                            .flatMap(noise ->
                                    SubsetNames.subset(word.substring(0, word.length() - noise.length())).stream())
                            .findFirst());
        }
    }
}
