package org.tl4j.strategies.extraction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.LabelledFeatures;

class StoredFeaturesTest {
    /** With 16,384 rows, eight times what one buffer of Java holds. */
    private static final int WIDTH = 1 << 18;

    private final List<Digest> read = new ArrayList<>();

    private final FeatureSpace space = new FeatureSpace() {
        @Override
        public boolean contains(Digest image) {
            return true;
        }

        @Override
        public boolean read(Digest image, FloatBuffer target) {
            read.add(image);
            if (image.equals(Digest.of("lost"))) {
                return false;
            }
            target.put(new float[WIDTH]).put(target.position() - 1, (float) image.leadingBits());
            return true;
        }

        @Override
        public void add(List<Digest> images, FeatureBatch features) {
            throw new UnsupportedOperationException("not asked for in these tests");
        }
    };

    private StoredFeatures stored(List<Sample> samples) {
        return new StoredFeatures(samples, new StoredRows(samples, space, WIDTH), List.of(), 0, samples.size());
    }

    @Test
    void mayBeMoreThanMemoryHoldsAndAreReadWhenTheyAreUsed() {
        List<Sample> samples = IntStream.range(0, 16_384)
                .mapToObj(i -> Fakes.sample(Integer.toString(i), i % 2 == 0 ? "a" : "b"))
                .toList();

        LabelledFeatures train = stored(samples).labelled(10, 16_000, LabelSet.sorted(List.of("a", "b", "c")));

        assertThat(train.features().rows()).isEqualTo(15_990);
        assertThat(train.labels()).startsWith(0, 1, 0, 1).hasSize(15_990);
        assertThat(train.classes()).isEqualTo(3);
        assertThat(read).isEmpty();
        assertThat(train.features().row(3).get(WIDTH - 1))
                .isEqualTo((float) samples.get(13).digest().leadingBits());
        assertThat(read).containsExactly(samples.get(13).digest());
    }

    @Test
    void rowsThatWereRemovedFromTheStoreAreAnErrorThatNamesTheImage() {
        StoredFeatures features = stored(List.of(Fakes.sample("kept", "a"), Fakes.sample("lost", "a")));

        assertThatThrownBy(() -> features.rows().row(1))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("stored features of lost");
    }
}
