package org.tl4j.core.dataset;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tl4j.core.provenance.Digest;

/**
 * Labelled images. Immutable.
 *
 * @param labels the labels that occur, and whether an image has one or several
 * @param samples the usable images, in an order that does not depend on the disk
 * @param skipped the images that could not be used, with the reason
 * @param remarks how the layout was understood, where the layout is ambiguous, as sentences; usually empty
 */
public record Dataset(LabelSet labels, List<Sample> samples, List<SkippedImage> skipped, List<String> remarks) {
    public Dataset {
        samples = List.copyOf(samples);
        skipped = List.copyOf(skipped);
        remarks = List.copyOf(remarks);
    }

    /** A data set without remarks. */
    public Dataset(LabelSet labels, List<Sample> samples, List<SkippedImage> skipped) {
        this(labels, samples, skipped, List.of());
    }

    /** The samples of one subset, by the owner's layout. */
    public List<Sample> subset(Subset subset) {
        return samples.stream()
                .filter(sample -> sample.subset().filter(subset::equals).isPresent())
                .toList();
    }

    /** The subsets of the owner's layout; empty if there is none. */
    public Set<Subset> subsets() {
        return samples.stream()
                .flatMap(sample -> sample.subset().stream())
                .collect(toCollection(() -> EnumSet.noneOf(Subset.class)));
    }

    /** How many images each label has, by label. */
    public Map<String, Long> counts() {
        Map<String, Long> counted = samples.stream()
                .flatMap(sample -> sample.annotation().present().stream())
                .collect(groupingBy(Function.identity(), counting()));
        return labels.names().stream()
                .collect(toUnmodifiableMap(Function.identity(), name -> counted.getOrDefault(name, 0L)));
    }

    /** A digest of content, label and subset of every image; names, folders and order do not matter. */
    public Digest fingerprint() {
        MessageDigest sha256 = Digest.sha256();
        samples.stream()
                .map(sample -> sample.digest() + " "
                        + sample.subset().map(Subset::word).orElse("-") + " " + text(sample.annotation()))
                .sorted(Comparator.naturalOrder())
                .forEach(line -> {
                    sha256.update(line.getBytes(StandardCharsets.UTF_8));
                    sha256.update((byte) 0);
                });
        return Digest.from(sha256);
    }

    /** A label; or all labels, with their lengths, so that no two annotations have the same text. */
    private static String text(Annotation annotation) {
        if (annotation.mode() == LabelMode.SINGLE_LABEL) {
            return annotation.label();
        }
        return "present " + lengthsAndNames(annotation.present()) + " unknown " + lengthsAndNames(annotation.unknown());
    }

    private static String lengthsAndNames(List<String> names) {
        return names.stream().map(name -> name.length() + ":" + name).collect(joining(" "));
    }
}
