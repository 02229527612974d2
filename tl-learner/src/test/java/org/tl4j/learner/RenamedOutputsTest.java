package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;

class RenamedOutputsTest {
    private static final LabelChanges CHANGES =
            new LabelChanges(Map.of("ant", "insect", "bee", "insect"), Set.of("rose"));

    @Test
    void probabilitiesOfMergedClassesAreAddedUp() {
        RenamedOutputs outputs = RenamedOutputs.of(new LabelSet(List.of("ant", "rose", "bee")), CHANGES);

        assertThat(outputs.labels().names()).containsExactly("insect", "rose");
        assertThat(outputs.of(new float[] {0.25f, 0.25f, 0.5f})).containsExactly(0.75f, 0.25f);
    }

    @Test
    void ofMergedLabelsTheMoreProbableCounts() {
        RenamedOutputs outputs =
                RenamedOutputs.of(new LabelSet(List.of("ant", "rose", "bee"), LabelMode.MULTI_LABEL), CHANGES);

        assertThat(outputs.rows(new float[][] {{0.25f, 0.75f, 0.5f}})[0]).containsExactly(0.5f, 0.75f);
    }
}
