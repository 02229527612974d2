package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.TrainingImages;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.Fakes;

class DecodedTrainingImagesTest {
    private final TrainingImages images = images(new Augmentation(false, 99, 1, 0, 0, 0));

    @Test
    void labelsAreNumberedInTheOrderOfTheirSet() {
        assertThat(images.count()).isEqualTo(2);
        assertThat(images.label(0)).isEqualTo(1);
        assertThat(images.label(1)).isEqualTo(0);
    }

    @Test
    void aSeedChoosesTheAugmentation() {
        assertThat(load(images, 0, 7)).isEqualTo(load(images, 0, 7));
        assertThat(LongStream.range(0, 20).mapToObj(seed -> load(images, 0, seed)))
                .allSatisfy(value -> assertThat(value).isBetween(1001f, 1100f))
                .doesNotHaveDuplicates();
    }

    private static float load(TrainingImages images, int index, long seed) {
        FloatBuffer target = FloatBuffer.allocate(1);
        images.load(index, seed, target);
        return target.get(0);
    }

    private static TrainingImages images(Augmentation augmentation) {
        BatchDecoder decoder = Fakes.decoder();
        return new DecodedTrainingImages(
                List.of(Fakes.sample("1000", "b"), Fakes.sample("2000", "a")),
                new LabelSet(List.of("a", "b")),
                Fakes.ONE_PIXEL,
                augmentation,
                decoder.reader(),
                decoder.preprocessor());
    }
}
