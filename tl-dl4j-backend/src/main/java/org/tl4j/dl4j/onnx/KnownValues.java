package org.tl4j.dl4j.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is known of the values of a model, by which their users can be written with fewer nodes. */
final class KnownValues {
    /**
     * An image with zeros around it.
     *
     * @param inner the image
     * @param edges top, bottom, left, right
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Padded(String inner, int[] edges) {}

    private final Set<String> neverNegative = new HashSet<>();
    private final Map<String, Padded> padded = new HashMap<>();
    private final Map<String, String> repeated = new HashMap<>();

    void addNeverNegative(String value) {
        neverNegative.add(value);
    }

    boolean isNeverNegative(String value) {
        return neverNegative.contains(value);
    }

    void addPadded(String value, Padded form) {
        padded.put(value, form);
    }

    /** The image within the zeros of a value. */
    Optional<Padded> padded(String value) {
        return Optional.ofNullable(padded.get(value));
    }

    /** Notes that a value is one pixel, repeated over an image. */
    void addRepeated(String value, String pixel) {
        repeated.put(value, pixel);
    }

    /** The pixel that a value repeats. */
    Optional<String> pixel(String value) {
        return Optional.ofNullable(repeated.get(value));
    }
}
