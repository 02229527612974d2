package org.tl4j.report.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.provenance.Digest;
import org.tl4j.report.photos.Gallery;
import org.tl4j.report.photos.Thumbnails;

class PhotosSectionTest {
    private static final List<String> LABELS = List.of("ants", "bees", "iris", "daisy", "pansy");

    /** There are ten pairs of labels, but an example belongs to a label, not to a pair. */
    @Test
    void imagesWithSeveralLabelsAreExamplesOfEachLabelAndNotOfEachCombination() {
        List<Sample> train = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            int first = i % LABELS.size();
            int second = (first + 1 + i / LABELS.size() % (LABELS.size() - 1)) % LABELS.size();
            train.add(sample(i, Annotation.ofAll(List.of(LABELS.get(first), LABELS.get(second)))));
        }
        assertThat(PhotosSection.examplesOf(train))
                .doesNotHaveDuplicates()
                .hasSizeBetween(PhotosSection.MOST_EXAMPLES, LABELS.size() * PhotosSection.MOST_EXAMPLES);
        assertThat(PhotosSection.examples(train, new Gallery(Thumbnails.NONE)).title())
                .isEqualTo("Examples of each label");
    }

    @Test
    void eachClassHasSomeExamples() {
        List<Sample> train = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            train.add(sample(i, Annotation.of(LABELS.get(i % LABELS.size()))));
        }
        assertThat(PhotosSection.examplesOf(train))
                .hasSize(LABELS.size() * PhotosSection.MOST_EXAMPLES)
                .extracting(Sample::label)
                .containsAll(LABELS);
        assertThat(PhotosSection.examples(train, new Gallery(Thumbnails.NONE)).title())
                .isEqualTo("Examples of each class");
    }

    private static Sample sample(int index, Annotation annotation) {
        return new Sample(
                ImageLocation.file(Path.of(index + ".jpg")), annotation, Digest.of("image " + index), Optional.empty());
    }
}
