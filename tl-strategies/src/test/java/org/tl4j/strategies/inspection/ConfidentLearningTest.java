package org.tl4j.strategies.inspection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConfidentLearningTest {
    @Test
    void theLabelThatAConfidentClassContradictsIsFound() {
        float[][] probabilities = new float[12][];
        int[] given = new int[12];
        for (int i = 0; i < 12; i++) {
            given[i] = i % 2;
            probabilities[i] = i % 2 == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.2f, 0.8f};
        }
        probabilities[4] = new float[] {0.05f, 0.95f};
        List<ConfidentLearning.Issue> issues = new ConfidentLearning(probabilities, given).issues();
        assertThat(issues).hasSize(1);
        assertThat(issues.get(0).row()).isEqualTo(4);
        assertThat(issues.get(0).likely()).isEqualTo(1);
        assertThat(issues.get(0).margin()).isCloseTo(0.9, org.assertj.core.data.Offset.offset(1e-6));
    }

    @Test
    void anUncertainPredictionIsNoWrongLabel() {
        float[][] probabilities = new float[12][];
        int[] given = new int[12];
        for (int i = 0; i < 12; i++) {
            given[i] = i % 2;
            probabilities[i] = i % 2 == 0 ? new float[] {0.9f, 0.1f} : new float[] {0.2f, 0.8f};
        }
        // below the mean probability of class 1 of its own images, so class 1 is not confident of it
        probabilities[4] = new float[] {0.45f, 0.55f};
        assertThat(new ConfidentLearning(probabilities, given).issues()).isEmpty();
    }

    @Test
    void aClassOfFewImagesIsLeftAlone() {
        float[][] probabilities = {
            {0.1f, 0.9f}, {0.9f, 0.1f}, {0.2f, 0.8f}, {0.2f, 0.8f}, {0.1f, 0.9f}, {0.1f, 0.9f}, {0.1f, 0.9f}
        };
        int[] given = {0, 0, 1, 1, 1, 1, 1};
        assertThat(new ConfidentLearning(probabilities, given).issues()).isEmpty();
    }

    @Test
    void noImagesGiveNoIssues() {
        assertThat(new ConfidentLearning(new float[0][], new int[0]).issues()).isEmpty();
    }
}
