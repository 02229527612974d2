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
import org.tl4j.core.dataset.Part;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;

class PartChoiceTest {
    private static final Sample TRAIN = sample(Optional.of(Part.TRAIN));
    private static final Sample VALIDATION = sample(Optional.of(Part.VALIDATION));
    private static final Sample TEST = sample(Optional.of(Part.TEST));
    private static final Sample LOOSE = sample(Optional.empty());

    @Test
    void takesEverythingWhereThereAreNoParts() {
        PartChoice choice = PartChoice.of(dataset(LOOSE, LOOSE), Optional.empty());

        assertThat(choice.part()).isEmpty();
        assertThat(choice.samples()).hasSize(2);
    }

    @Test
    void prefersTestThenValidation() {
        assertThat(PartChoice.of(dataset(TRAIN, VALIDATION, TEST), Optional.empty())
                        .part())
                .contains(Part.TEST);
        assertThat(PartChoice.of(dataset(TRAIN, VALIDATION), Optional.empty()).part())
                .contains(Part.VALIDATION);
    }

    @Test
    void takesThePartThatWasAskedFor() {
        assertThat(PartChoice.of(dataset(TRAIN, TEST), Optional.of(Part.TRAIN)).samples())
                .containsExactly(TRAIN);
    }

    @Test
    void refusesAPartThatIsNotThere() {
        assertThatThrownBy(() -> PartChoice.of(dataset(TRAIN, TEST), Optional.of(Part.VALIDATION)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("[train, test], found validation");
        assertThatThrownBy(() -> PartChoice.of(dataset(LOOSE), Optional.of(Part.TEST)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("this data has no parts");
    }

    private static Dataset dataset(Sample... samples) {
        return new Dataset(LabelSet.sorted(List.of("cat")), List.of(samples), List.of());
    }

    private static Sample sample(Optional<Part> part) {
        return new Sample(ImageLocation.file(Path.of("cat.png")), "cat", Digest.of("cat"), part);
    }
}
