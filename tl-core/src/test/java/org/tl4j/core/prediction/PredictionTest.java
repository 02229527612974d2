package org.tl4j.core.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelMode;

class PredictionTest {
    private static final List<ScoredLabel> RANKING =
            List.of(new ScoredLabel("ants", 0.7), new ScoredLabel("bees", 0.3));

    @Test
    void theBestLabelOfAPlainPredictionIsAccepted() {
        Prediction prediction = new Prediction(RANKING);

        assertThat(prediction.accepted()).containsExactly(prediction.best());
        assertThat(prediction.isUnsure()).isFalse();
        assertThat(prediction.isUnfamiliar()).isFalse();
    }

    @Test
    void aPredictionIsUnsureWhereNoLabelIsAcceptedOrMoreThanOneIsPossible() {
        assertThat(of(List.of(), Optional.empty()).isUnsure()).isTrue();
        assertThat(of(RANKING.subList(0, 1), Optional.of(List.of("ants", "bees")))
                        .isUnsure())
                .isTrue();
        assertThat(of(RANKING.subList(0, 1), Optional.of(List.of("ants"))).isUnsure())
                .isFalse();
    }

    @Test
    void anImageOfSeveralLabelsMayHaveNone() {
        Prediction none = new Prediction(LabelMode.MULTI_LABEL, RANKING, List.of(), Optional.empty(), Optional.empty());

        assertThat(none.isUnsure()).isFalse();
    }

    @Test
    void anUnfamiliarImageIsMarked() {
        Prediction far = new Prediction(
                LabelMode.SINGLE_LABEL, RANKING, RANKING, Optional.empty(), Optional.of(new Familiarity(0.01, true)));

        assertThat(far.isUnfamiliar()).isTrue();
    }

    private static Prediction of(List<ScoredLabel> accepted, Optional<List<String>> conformal) {
        return new Prediction(LabelMode.SINGLE_LABEL, RANKING, accepted, conformal, Optional.empty());
    }
}
