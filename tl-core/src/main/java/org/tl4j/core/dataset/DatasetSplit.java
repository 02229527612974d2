package org.tl4j.core.dataset;

import java.util.List;

/**
 * Images by their role. No content occurs in two of training, validation and test, nor twice in one of them with the same
 * label.
 *
 * @param labels the classes, in the order of the network's outputs
 * @param train to fit parameters
 * @param validation to choose settings; may be empty
 * @param test never seen in training; may be empty
 * @param duplicates images left out because the same bytes are in an earlier subset, or in the same one with the same label
 * @param conflicts groups of samples that have the same bytes and different labels
 */
public record DatasetSplit(
        LabelSet labels,
        List<Sample> train,
        List<Sample> validation,
        List<Sample> test,
        List<Sample> duplicates,
        List<List<Sample>> conflicts) {
    public DatasetSplit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        test = List.copyOf(test);
        duplicates = List.copyOf(duplicates);
        conflicts = conflicts.stream().map(List::copyOf).toList();
    }

    /** The samples of one subset. */
    public List<Sample> subset(Subset subset) {
        return switch (subset) {
            case TRAIN -> train;
            case VALIDATION -> validation;
            case TEST -> test;
        };
    }
}
