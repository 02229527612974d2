package org.tl4j.core.evaluation;

import static java.util.Objects.requireNonNull;

import java.util.OptionalDouble;

/**
 * How well two models find one label.
 *
 * @param label the label
 * @param images how many images have it
 * @param first the share of them that the first model gets right, or its average precision where images have several labels;
 *     empty where it does not know the label
 * @param second the same of the second model
 */
public record LabelComparison(String label, int images, OptionalDouble first, OptionalDouble second) {
    public LabelComparison {
        requireNonNull(label, "label is null");
        requireNonNull(first, "first is null");
        requireNonNull(second, "second is null");
    }
}
