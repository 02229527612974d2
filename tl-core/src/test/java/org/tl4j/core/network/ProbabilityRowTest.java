package org.tl4j.core.network;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.BundleException;

class ProbabilityRowTest {
    @Test
    void probabilitiesOfClassesSumToOne() {
        assertThatCode(() -> ProbabilityRow.require(new float[] {0.25f, 0.75f}, LabelMode.SINGLE_LABEL))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ProbabilityRow.require(new float[] {0.75f, 0.75f}, LabelMode.SINGLE_LABEL))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> ProbabilityRow.require(new float[] {-0.5f, 1.5f}, LabelMode.SINGLE_LABEL))
                .isInstanceOf(BundleException.class);
    }

    @Test
    void probabilitiesOfLabelsAreIndependent() {
        assertThatCode(() -> ProbabilityRow.require(new float[] {0.75f, 0.75f, 0}, LabelMode.MULTI_LABEL))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> ProbabilityRow.require(new float[] {1.5f, 0}, LabelMode.MULTI_LABEL))
                .isInstanceOf(BundleException.class);
        assertThatThrownBy(() -> ProbabilityRow.require(new float[] {Float.NaN, 0}, LabelMode.MULTI_LABEL))
                .isInstanceOf(BundleException.class);
    }
}
