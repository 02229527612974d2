package org.tl4j.data.internal.reading;

import static java.util.stream.Collectors.groupingBy;

import java.text.Normalizer;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Finds labels that a person would read as the same. They stay different classes, because only the user can decide. */
final class SimilarLabels {
    private SimilarLabels() {}

    /** One sentence for each group of such labels. */
    static List<String> remarks(Collection<String> labels) {
        return labels.stream()
                .collect(groupingBy(SimilarLabels::read, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .filter(alike -> alike.size() > 1)
                .map(alike -> "The labels "
                        + alike.stream().map(label -> "'" + label + "'").collect(Collectors.joining(" and "))
                        + " differ only by capitals, spaces or forms of letters, and are different classes.")
                .toList();
    }

    private static String read(String label) {
        return Normalizer.normalize(label, Normalizer.Form.NFKC)
                .replaceAll("[\\s\\p{Z}\\p{Cf}]+", " ")
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
