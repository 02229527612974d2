package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.UsageException;

class LabelChangesTest {
    @Test
    void labelsAreRenamedMergedAndLeftOut() {
        LabelChanges changes = new LabelChanges(Map.of("bee", "insect", "ant", "insect"), Set.of("daisy"));

        assertThat(changes.of(Annotation.of("bee"))).contains(Annotation.of("insect"));
        assertThat(changes.of(Annotation.of("rose"))).contains(Annotation.of("rose"));
        assertThat(changes.of(Annotation.of("daisy"))).isEmpty();
    }

    @Test
    void anImageOfSeveralLabelsStaysAsLongAsOneIsLeft() {
        LabelChanges changes = new LabelChanges(Map.of("red", "scarlet"), Set.of("dress"));

        assertThat(changes.of(Annotation.ofAll(List.of("red", "dress"))))
                .contains(Annotation.ofAll(List.of("scarlet")));
        assertThat(changes.of(Annotation.ofAll(List.of("dress")))).isEmpty();
        assertThat(changes.of(Annotation.ofAll(List.of()))).contains(Annotation.ofAll(List.of()));
        assertThat(LabelChanges.NONE.rename("blue", "red").of(Annotation.ofAll(List.of("red"), List.of("blue"))))
                .contains(Annotation.ofAll(List.of("red")));
    }

    @Test
    void labelsThatDoNotExistAreRefusedWithTheNearest() {
        assertThatThrownBy(() -> LabelChanges.NONE.rename("bes", "x").requireIn(new LabelSet(List.of("ants", "bees"))))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("ants, bees")
                .hasMessageContaining("bees?");
        assertThatThrownBy(() -> new LabelChanges(Map.of("a", "b"), Set.of("a")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("not both");
    }
}
