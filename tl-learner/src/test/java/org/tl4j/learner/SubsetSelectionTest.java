package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;

class SubsetSelectionTest {
    private static final Sample TRAIN = sample(Optional.of(Subset.TRAIN));
    private static final Sample VALIDATION = sample(Optional.of(Subset.VALIDATION));
    private static final Sample TEST = sample(Optional.of(Subset.TEST));
    private static final Sample LOOSE = sample(Optional.empty());

    @Test
    void takesEverythingWhereThereAreNoParts() {
        SubsetSelection choice = SubsetSelection.of(dataset(LOOSE, LOOSE), Optional.empty());

        assertThat(choice.subset()).isEmpty();
        assertThat(choice.samples()).hasSize(2);
    }

    @Test
    void prefersTestThenValidation() {
        assertThat(SubsetSelection.of(dataset(TRAIN, VALIDATION, TEST), Optional.empty())
                        .subset())
                .contains(Subset.TEST);
        assertThat(SubsetSelection.of(dataset(TRAIN, VALIDATION), Optional.empty())
                        .subset())
                .contains(Subset.VALIDATION);
    }

    @Test
    void takesThePartThatWasAskedFor() {
        assertThat(SubsetSelection.of(dataset(TRAIN, TEST), Optional.of(Subset.TRAIN))
                        .samples())
                .containsExactly(TRAIN);
    }

    @Test
    void refusesAPartThatIsNotThere() {
        assertThatThrownBy(() -> SubsetSelection.of(dataset(TRAIN, TEST), Optional.of(Subset.VALIDATION)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("[train, test], found validation");
        assertThatThrownBy(() -> SubsetSelection.of(dataset(LOOSE), Optional.of(Subset.TEST)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("this data has no parts");
    }

    private static Dataset dataset(Sample... samples) {
        return new Dataset(LabelSet.sorted(List.of("cat")), List.of(samples), List.of());
    }

    private static Sample sample(Optional<Subset> part) {
        return new Sample(ImageLocation.file(Path.of("cat.png")), "cat", Digest.of("cat"), part);
    }
}
