package org.tl4j.strategies.extraction;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;

/** The classes that still have training images after those that cannot be decoded are removed. */
public final class TrainingClasses {
    private TrainingClasses() {}

    /**
     * Checks that every class has a training image.
     *
     * @param readable the training images that can be decoded
     * @throws DataException if a class has none
     */
    public static void requireAll(LabelSet labels, List<Sample> readable) {
        Set<String> present = new HashSet<>();
        readable.forEach(sample -> present.addAll(sample.annotation().present()));
        for (int i = 0; i < labels.size(); i++) {
            if (!present.contains(labels.name(i))) {
                throw new DataException(
                        (labels.isMultiLabel() ? "label " : "class ") + labels.name(i),
                        "must have at least one readable training image",
                        "none",
                        "add images, or remove the " + (labels.isMultiLabel() ? "label" : "class"));
            }
        }
    }
}
