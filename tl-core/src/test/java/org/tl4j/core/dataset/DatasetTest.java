package org.tl4j.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;

class DatasetTest {
    @Test
    void fingerprintDoesNotDependOnOrderOrPlace() {
        Dataset here = dataset(sample("here/1", "cat", "x", Subset.TRAIN), sample("here/2", "dog", "y", Subset.TEST));
        Dataset there =
                dataset(sample("there/9", "dog", "y", Subset.TEST), sample("there/8", "cat", "x", Subset.TRAIN));

        assertThat(here.fingerprint()).isEqualTo(there.fingerprint());
    }

    @Test
    void fingerprintDependsOnContentLabelAndPart() {
        Digest original = dataset(sample("1", "cat", "x", Subset.TRAIN)).fingerprint();

        assertThat(dataset(sample("1", "cat", "z", Subset.TRAIN)).fingerprint()).isNotEqualTo(original);
        assertThat(dataset(sample("1", "dog", "x", Subset.TRAIN)).fingerprint()).isNotEqualTo(original);
        assertThat(dataset(sample("1", "cat", "x", Subset.TEST)).fingerprint()).isNotEqualTo(original);
    }

    @Test
    void labelsMustBeDistinctAndNamed() {
        assertThatThrownBy(() -> new LabelSet(List.of("cat", "cat"))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new LabelSet(List.of("cat", " "))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new LabelSet(List.of())).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> new LabelSet(List.of("cat")).indexOf("dog"))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("label dog must be one of [cat]");
    }

    private static Dataset dataset(Sample... samples) {
        List<Sample> all = List.of(samples);
        return new Dataset(LabelSet.sorted(all.stream().map(Sample::label).toList()), all, List.of());
    }

    private static Sample sample(String file, String label, String content, Subset part) {
        return new Sample(ImageLocation.file(Path.of(file)), label, Digest.of(content), Optional.of(part));
    }

    @Test
    void labelThatNoBundleTakesIsRefusedAtOnce() {
        String label = "x".repeat(10_001);

        assertThatThrownBy(() -> new LabelSet(List.of("ants", label)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("must have at most 10000 characters, found 10001");
    }
}
