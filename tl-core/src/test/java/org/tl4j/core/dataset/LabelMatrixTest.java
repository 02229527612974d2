package org.tl4j.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.core.provenance.Digest;

class LabelMatrixTest {
    private static final LabelSet COLOURS = new LabelSet(List.of("blue", "green", "red"), LabelMode.MULTI_LABEL);

    @Test
    void rowsOfSeveralLabelsHoldWhatIsKnownOfEach() {
        LabelMatrix matrix = LabelMatrix.of(
                List.of(
                        sample(Annotation.ofAll(List.of("red", "blue"))),
                        sample(Annotation.ofAll(List.of(), List.of("green")))),
                COLOURS);

        assertThat(matrix.mode()).isEqualTo(LabelMode.MULTI_LABEL);
        assertThat(matrix.rows()).isEqualTo(2);
        assertThat(matrix.labels()).isEqualTo(3);
        assertThat(matrix.isPresent(0, 0)).isTrue();
        assertThat(matrix.state(0, 1)).isEqualTo(LabelState.ABSENT);
        assertThat(matrix.state(1, 1)).isEqualTo(LabelState.UNKNOWN);
        assertThat(matrix.counts()).containsExactly(1, 0, 1);
        assertThatThrownBy(matrix::singles).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void rowsOfOneLabelHoldItsIndex() {
        LabelMatrix matrix = LabelMatrix.of(
                List.of(sample(Annotation.of("red")), sample(Annotation.of("blue"))),
                new LabelSet(List.of("blue", "red")));

        assertThat(matrix.singles()).containsExactly(1, 0);
        assertThat(matrix.state(0, 1)).isEqualTo(LabelState.PRESENT);
        assertThat(matrix.state(0, 0)).isEqualTo(LabelState.ABSENT);
        assertThat(matrix.counts()).containsExactly(1, 1);
    }

    @Test
    void selectedRowsComeInTheOrderAskedFor() {
        LabelMatrix several = LabelMatrix.multiple(
                List.of(
                        List.of(LabelState.PRESENT, LabelState.ABSENT),
                        List.of(LabelState.UNKNOWN, LabelState.PRESENT)),
                2);

        assertThat(several.select(new int[] {1, 0, 1}).counts()).containsExactly(1, 2);
        assertThat(several.select(new int[] {0, 1})).isEqualTo(several);
        assertThat(LabelMatrix.single(new int[] {0, 1, 1}, 2).select(new int[] {2, 0}))
                .isEqualTo(LabelMatrix.single(new int[] {1, 0}, 2));
    }

    @Test
    void labelsThatDoNotExistAreRefused() {
        assertThatThrownBy(() -> LabelMatrix.single(new int[] {2}, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LabelMatrix.multiple(List.of(List.of(LabelState.PRESENT)), 2))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LabelMatrix.of(List.of(sample(Annotation.ofAll(List.of("pink")))), COLOURS))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("pink");
    }

    private static Sample sample(Annotation annotation) {
        return new Sample(
                new ImageLocation(Path.of("a.jpg"), Optional.empty()),
                annotation,
                Digest.of(annotation.toString()),
                Optional.empty());
    }
}
