package org.tl4j.learner;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.tl4j.core.dataset.Sample;

/** The class that an image is drawn as: its label; of several labels the rarest. Immutable. */
final class RarestLabel {
    /** Of an image that has none of the labels; no label is empty. */
    private static final String NONE = "";

    private final Map<String, Long> counts;

    /** By how often the labels occur in {@code samples}. */
    RarestLabel(List<Sample> samples) {
        this.counts = samples.stream()
                .flatMap(sample -> sample.annotation().present().stream())
                .collect(groupingBy(label -> label, counting()));
    }

    /** How many images have a label. */
    long images(String label) {
        return counts.getOrDefault(label, 0L);
    }

    /** The class of an image; of equally rare labels the first by name. */
    String of(Sample sample) {
        return sample.annotation().present().stream()
                .min(Comparator.comparingLong(this::images).thenComparing(Comparator.naturalOrder()))
                .orElse(NONE);
    }
}
