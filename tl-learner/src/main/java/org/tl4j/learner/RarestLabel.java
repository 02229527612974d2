package org.tl4j.learner;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.Sample;

/** The classes that images count for: their labels, or a class of images without labels. Immutable. */
final class RarestLabel {
    /** Of an image that has none of the labels; no label is empty. */
    private static final String NONE = "";

    private final Map<String, Long> counts;

    /** By how often the labels occur in {@code samples}. */
    RarestLabel(List<Sample> samples) {
        this.counts = samples.stream()
                .flatMap(sample -> classes(sample).stream())
                .collect(groupingBy(label -> label, counting()));
    }

    /** What an image counts for: each of its labels; without labels, one class of such images. */
    static List<String> classes(Sample sample) {
        List<String> present = sample.annotation().present();
        return present.isEmpty() ? List.of(NONE) : present;
    }

    /** How many images the most frequent class has; 0 without images. */
    int largest() {
        return counts.values().stream().mapToInt(Long::intValue).max().orElse(0);
    }

    /** How many images have a label. */
    long images(String label) {
        return counts.getOrDefault(label, 0L);
    }

    /** The rarest class of an image; of equally rare labels the first by name. */
    String of(Sample sample) {
        return classes(sample).stream()
                .min(Comparator.comparingLong(this::images).thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
    }
}
