package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;

class MergedLabelsTest {
    private static final MergedLabels SEVERAL =
            new MergedLabels(several("dress", "red"), Optional.of(several("red", "striped")));

    @Test
    void nobodyHasLookedForANewLabelInOldImages() {
        assertThat(SEVERAL.labels().names()).containsExactly("dress", "red", "striped");
        assertThat(SEVERAL.ofOld(Annotation.ofAll(List.of("dress"))))
                .isEqualTo(Annotation.ofAll(List.of("dress"), List.of("striped")));
        assertThat(SEVERAL.ofNew(Annotation.ofAll(List.of("striped"))))
                .isEqualTo(Annotation.ofAll(List.of("striped"), List.of("dress")));
    }

    @Test
    void aCorrectionKeepsWhatItDoesNotName() {
        assertThat(SEVERAL.corrected(Annotation.ofAll(List.of("dress", "red")), Annotation.ofAll(List.of("striped"))))
                .isEqualTo(Annotation.ofAll(List.of("dress", "striped")));
    }

    @Test
    void oneLabelPerImageHasNothingUnknown() {
        MergedLabels single = new MergedLabels(
                new LabelSet(List.of("ants", "bees")), Optional.of(new LabelSet(List.of("bees", "wasps"))));

        assertThat(single.labels().names()).containsExactly("ants", "bees", "wasps");
        assertThat(single.ofOld(Annotation.of("ants"))).isEqualTo(Annotation.of("ants"));
        assertThat(single.corrected(Annotation.of("ants"), Annotation.of("wasps")))
                .isEqualTo(Annotation.of("wasps"));
    }

    private static LabelSet several(String... names) {
        return new LabelSet(List.of(names), LabelMode.MULTI_LABEL);
    }
}
