package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.UsageException;

/**
 * The images of a data set that are looked at: all of them where it has no parts, else one part.
 *
 * @param subset the subset; empty where there are none
 * @param samples its images
 */
record SubsetSelection(Optional<Subset> subset, List<Sample> samples) {
    /**
     * Chooses.
     *
     * @param wanted the part, or empty for test, else validation, else training
     */
    static SubsetSelection of(Dataset dataset, Optional<Subset> wanted) {
        Set<Subset> parts = dataset.subsets();
        if (parts.isEmpty() && wanted.isEmpty()) {
            return new SubsetSelection(Optional.empty(), dataset.samples());
        }
        Subset part = wanted.orElseGet(() -> Stream.of(Subset.TEST, Subset.VALIDATION, Subset.TRAIN)
                .filter(parts::contains)
                .findFirst()
                .orElseThrow());
        if (!parts.contains(part)) {
            throw new UsageException(
                    "part",
                    "must be one of those of the data, "
                            + parts.stream().map(Subset::word).toList(),
                    part.word(),
                    parts.isEmpty() ? "leave it out: this data has no parts" : "");
        }
        return new SubsetSelection(Optional.of(part), dataset.subset(part));
    }
}
