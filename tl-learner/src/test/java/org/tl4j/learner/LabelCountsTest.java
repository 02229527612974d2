package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.TrainingWarning;

class LabelCountsTest {
    private static final Annotation RED = Annotation.ofAll(List.of("red"));

    @Test
    void aLabelOnOneImageIsNamed() {
        List<Annotation> train = new ArrayList<>(Collections.nCopies(12, RED));
        train.add(Annotation.ofAll(List.of("dress")));

        assertThat(messages(train, List.of(RED, Annotation.ofAll(List.of("dress")), RED)))
                .containsExactly(
                        "1 label is on fewer than 10 training images: dress (1 training, 1 validation, 0 test);"
                                + " add images that have it");
        assertThat(messages(train, List.of(RED)))
                .containsExactly(
                        "label dress is on one image alone; add images that have it",
                        "1 label is on no validation image, so that nothing is measured there: dress; add images that"
                                + " have it");
    }

    @Test
    void aLabelOnEveryImageOfWhichItIsKnownIsNamed() {
        List<Annotation> train = new ArrayList<>(Collections.nCopies(12, RED));
        train.add(Annotation.ofAll(List.of("dress"), List.of("red")));

        assertThat(messages(train, List.of()))
                .contains(
                        "label red is on all 12 training images of which it is known, so that nothing shows when it is"
                                + " absent; add images without it, or leave it out",
                        "label red is unknown for 1 of 13 training images, which count neither for nor against it");
    }

    @Test
    void imagesWithoutAnyLabelAreCounted() {
        List<Annotation> train = new ArrayList<>(Collections.nCopies(12, Annotation.ofAll(List.of("dress", "red"))));
        train.add(Annotation.ofAll(List.of()));

        assertThat(messages(train, List.of(Annotation.ofAll(List.of()), Annotation.ofAll(List.of("dress", "red")))))
                .containsExactly("2 images have no label and are examples of none of them");
    }

    private static List<String> messages(List<Annotation> train, List<Annotation> validation) {
        DatasetSplit split = new DatasetSplit(
                new LabelSet(List.of("dress", "red"), LabelMode.MULTI_LABEL),
                samples("train", train),
                samples("validation", validation),
                List.of(),
                List.of(),
                List.of());
        return LabelCounts.of(split).warnings().stream()
                .map(TrainingWarning::message)
                .toList();
    }

    private static List<Sample> samples(String folder, List<Annotation> annotations) {
        List<Sample> samples = new ArrayList<>();
        for (Annotation annotation : annotations) {
            Path file = Path.of(folder, samples.size() + ".png");
            samples.add(new Sample(ImageLocation.file(file), annotation, Digest.of(file.toString()), Optional.empty()));
        }
        return samples;
    }
}
