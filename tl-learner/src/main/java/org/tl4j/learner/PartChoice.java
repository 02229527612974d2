package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.Part;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.UsageException;

/**
 * The images of a data set that are looked at: all of them where it has no parts, else one part.
 *
 * @param part the part; empty where there are none
 * @param samples its images
 */
record PartChoice(Optional<Part> part, List<Sample> samples) {
    /**
     * Chooses.
     *
     * @param wanted the part, or empty for test, else validation, else training
     */
    static PartChoice of(Dataset dataset, Optional<Part> wanted) {
        Set<Part> parts = dataset.parts();
        if (parts.isEmpty() && wanted.isEmpty()) {
            return new PartChoice(Optional.empty(), dataset.samples());
        }
        Part part = wanted.orElseGet(() -> Stream.of(Part.TEST, Part.VALIDATION, Part.TRAIN)
                .filter(parts::contains)
                .findFirst()
                .orElseThrow());
        if (!parts.contains(part)) {
            throw new UsageException(
                    "part",
                    "must be one of those of the data, "
                            + parts.stream().map(Part::word).toList(),
                    part.word(),
                    parts.isEmpty() ? "leave it out: this data has no parts" : "");
        }
        return new PartChoice(Optional.of(part), dataset.part(part));
    }
}
