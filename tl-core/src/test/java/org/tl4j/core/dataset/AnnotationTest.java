package org.tl4j.core.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationTest {
    @Test
    void anImageWithOneLabelHasNoOther() {
        Annotation ants = Annotation.of("ants");

        assertThat(ants.label()).isEqualTo("ants");
        assertThat(ants.state("ants")).isEqualTo(LabelState.PRESENT);
        assertThat(ants.state("bees")).isEqualTo(LabelState.ABSENT);
        assertThat(ants.text()).isEqualTo("ants");
    }

    @Test
    void anImageMayHaveSeveralLabelsAndOthersOfWhichNothingIsKnown() {
        Annotation annotation = Annotation.ofAll(List.of("red", "dress", "red"), List.of("long"));

        assertThat(annotation.present()).containsExactly("dress", "red");
        assertThat(annotation.state("long")).isEqualTo(LabelState.UNKNOWN);
        assertThat(annotation.state("short")).isEqualTo(LabelState.ABSENT);
        assertThat(annotation.text()).isEqualTo("dress, red");
    }

    @Test
    void anImageMayHaveNoLabelAtAll() {
        assertThat(Annotation.ofAll(List.of()).text()).isEqualTo("(no label)");
        assertThat(Annotation.ofAll(List.of())).isNotEqualTo(Annotation.ofAll(List.of("(no label)")));
    }

    @Test
    void oneLabelOfSeveralIsNotASingleLabel() {
        assertThat(Annotation.ofAll(List.of("red"))).isNotEqualTo(Annotation.of("red"));
        assertThatThrownBy(Annotation.ofAll(List.of("red"))::label).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertThatThrownBy(() -> new Annotation(LabelMode.SINGLE_LABEL, List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Annotation(LabelMode.SINGLE_LABEL, List.of("a", "b"), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Annotation.ofAll(List.of("a"), List.of("a")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
