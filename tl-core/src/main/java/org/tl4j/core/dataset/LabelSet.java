package org.tl4j.core.dataset;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.tl4j.core.error.DataException;

/**
 * The labels, in the order of a network's outputs.
 *
 * @param names distinct, not blank, of at most {@value #LONGEST_NAME} characters, at least one
 * @param mode whether an image has exactly one of them, or any number
 */
public record LabelSet(List<String> names, LabelMode mode) {
    /**
     * The most characters of a name. A bundle takes no longer text; without this check the error would come only after
     * training.
     */
    public static final int LONGEST_NAME = 10_000;

    private static final int SHOWN = 30;

    public LabelSet {
        requireNonNull(mode, "mode is null");
        names = List.copyOf(names);
        if (names.isEmpty() || names.stream().anyMatch(String::isBlank)) {
            throw new DataException("labels", "must be at least one name, none of them blank", names.toString(), "");
        }
        for (String name : names) {
            if (name.length() > LONGEST_NAME) {
                throw new DataException(
                        "label " + name.substring(0, SHOWN) + "...",
                        "must have at most " + LONGEST_NAME + " characters",
                        Integer.toString(name.length()),
                        "shorten it");
            }
        }
        if (new HashSet<>(names).size() != names.size()) {
            throw new DataException("labels", "must be distinct", names.toString(), "");
        }
    }

    /** Classes, of which an image has exactly one. */
    public LabelSet(List<String> names) {
        this(names, LabelMode.SINGLE_LABEL);
    }

    /** Classes without names of their own: {@code 0}, {@code 1} and so on. */
    public static LabelSet numbered(int count) {
        return new LabelSet(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    /**
     * The labels that occur, each once, sorted by their characters, so that the order does not depend on the file
     * system.
     */
    public static LabelSet sorted(Collection<String> names) {
        return sorted(names, LabelMode.SINGLE_LABEL);
    }

    /** The same, of which an image has exactly one, or any number. */
    public static LabelSet sorted(Collection<String> names, LabelMode mode) {
        return new LabelSet(List.copyOf(new TreeSet<>(names)), mode);
    }

    /** Whether an image may have any number of them. */
    public boolean isMultiLabel() {
        return mode == LabelMode.MULTI_LABEL;
    }

    /** How many there are. */
    public int size() {
        return names.size();
    }

    /** The name at an index from 0. */
    public String name(int index) {
        return names.get(index);
    }

    /**
     * The index of a name, from 0.
     *
     * @throws DataException if there is no such label
     */
    public int indexOf(String name) {
        int index = names.indexOf(name);
        if (index < 0) {
            throw new DataException("label " + name, "must be one of " + names, name, "rename it or train with it");
        }
        return index;
    }
}
