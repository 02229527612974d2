package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.inspection.InspectedImage;
import org.tl4j.core.provenance.Digest;

class InspectedDataTest {
    private static final LabelSet LABELS = new LabelSet(List.of("green", "red"));

    @Test
    void imagesOfTheTestPartAreLeftOutAfterTraining() {
        Sample train = sample("train", "a");
        Sample validation = sample("validation", "b");
        Sample test = sample("test", "c");
        Sample copyOfTrain = sample("copy of train", "a");
        Sample copyOfTest = sample("copy of test", "c");
        InspectedData data = InspectedData.of(new DatasetSplit(
                LABELS,
                List.of(train),
                List.of(validation),
                List.of(test),
                List.of(copyOfTrain, copyOfTest),
                List.of()));
        assertThat(data.images())
                .containsExactly(
                        new InspectedImage(train, Optional.of(Subset.TRAIN)),
                        new InspectedImage(validation, Optional.of(Subset.VALIDATION)));
        assertThat(data.copies()).hasSize(1);
        assertThat(data.copies().get(0).images())
                .extracting(InspectedImage::sample)
                .containsExactly(train, copyOfTrain);
    }

    @Test
    void unusableImagesLeaveGroupsOfCopies() {
        List<Sample> samples = List.of(
                sample("one", "a"), sample("two", "a"), sample("three", "a"), sample("four", "b"), sample("five", "b"));
        InspectedData data = before(samples)
                .without(List.of(
                        new SkippedImage(samples.get(1).location(), "must be whole"),
                        new SkippedImage(samples.get(4).location(), "must be whole")));
        assertThat(data.copies()).hasSize(1);
        assertThat(data.copies().get(0).images())
                .extracting(InspectedImage::sample)
                .containsExactly(samples.get(0), samples.get(2));
        assertThat(data.skipped()).hasSize(2);
    }

    @Test
    void someImagesAreTakenAtEvenDistancesInTheOrderOfDigests() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            samples.add(sample("image " + i, "content " + i));
        }
        InspectedData data = before(samples);
        List<Sample> byDigest = new ArrayList<>(samples);
        byDigest.sort((one, other) -> one.digest().compareTo(other.digest()));
        List<Sample> some = data.samples(3);
        assertThat(some).containsExactlyInAnyOrder(byDigest.get(0), byDigest.get(3), byDigest.get(6));
        assertThat(data.indices(some)).isSorted().allMatch(index -> some.contains(samples.get(index)));
        assertThat(data.samples(9)).isEqualTo(samples);
    }

    private static InspectedData before(List<Sample> samples) {
        return InspectedData.of(new Dataset(LABELS, samples, List.of(), List.of()));
    }

    private static Sample sample(String name, String content) {
        return new Sample(ImageLocation.file(Path.of(name)), "red", Digest.of(content), Optional.empty());
    }
}
