package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * The labels of one image. Immutable.
 *
 * @param mode how many labels an image has
 * @param present the labels that it has: exactly one for {@link LabelMode#SINGLE_LABEL}; distinct and sorted
 * @param unknown the labels of which nobody has said whether it has them: none for {@link LabelMode#SINGLE_LABEL};
 *     distinct, sorted, none of them present
 */
public record Annotation(LabelMode mode, List<String> present, List<String> unknown) {
    /**
     * Sorts and copies.
     *
     * @throws IllegalArgumentException if there are more labels than {@code mode} allows, or one is both present and unknown
     */
    public Annotation {
        requireNonNull(mode, "mode is null");
        present = List.copyOf(new TreeSet<>(present));
        unknown = List.copyOf(new TreeSet<>(unknown));
        if (mode == LabelMode.SINGLE_LABEL && (present.size() != 1 || !unknown.isEmpty())) {
            throw new IllegalArgumentException(
                    "a single-label annotation must have one label, found " + present + " and " + unknown);
        }
        if (unknown.stream().anyMatch(present::contains)) {
            throw new IllegalArgumentException(
                    "labels must not be present and unknown, found " + present + " and " + unknown);
        }
    }

    /** The one label of an image. */
    public static Annotation of(String label) {
        return new Annotation(LabelMode.SINGLE_LABEL, List.of(label), List.of());
    }

    /** Any number of labels of an image; the others are absent. */
    public static Annotation ofAll(Collection<String> present) {
        return ofAll(present, List.of());
    }

    /** Any number of labels of an image, and those of which nothing is known; the others are absent. */
    public static Annotation ofAll(Collection<String> present, Collection<String> unknown) {
        return new Annotation(LabelMode.MULTI_LABEL, List.copyOf(present), List.copyOf(unknown));
    }

    /** What is known of a label. */
    public LabelState state(String label) {
        if (present.contains(label)) {
            return LabelState.PRESENT;
        }
        return unknown.contains(label) ? LabelState.UNKNOWN : LabelState.ABSENT;
    }

    /**
     * The label of a single-label image.
     *
     * @throws IllegalStateException if an image may have several
     */
    public String label() {
        if (mode != LabelMode.SINGLE_LABEL) {
            throw new IllegalStateException("an image of a multi-label data set has any number of labels");
        }
        return present.get(0);
    }

    /** The labels in one text, for people: {@code ants}; {@code dress, red}; {@code (no label)}. */
    public String text() {
        return present.isEmpty() ? "(no label)" : String.join(", ", present);
    }
}
