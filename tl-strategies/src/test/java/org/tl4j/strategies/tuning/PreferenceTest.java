package org.tl4j.strategies.tuning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.training.AccuracyGain;
import org.tl4j.core.training.CandidateComparison;
import org.tl4j.core.training.CandidateOutcome;
import org.tl4j.core.training.CandidateResult;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.DecisionText;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.Verdict;
import org.tl4j.strategies.training.ValidationPredictions;

class PreferenceTest {
    private static final int IMAGES = 40;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            32 | 40 | false | true  | That is 20.0 points more than the part.
            32 | 40 | true  | true  | That is 20.0 points more than the part.
            40 | 32 | true  | false | That is 20.0 points less than the part, more likely a loss than noise.
            37 | 36 | true  | true  | That is 2.5 points less than the part, no more than noise, but it saw augmented images, and the smaller part none.
            36 | 36 | true  | true  | That is what the part gets, no more than noise, but it saw augmented images, and the smaller part none.
            37 | 36 | false | false | That is 2.5 points less than the part, no more than noise, and less training is preferred where nothing speaks for more.
            36 | 37 | false | false | That is 2.5 points more than the part, no more than noise, and less training is preferred where nothing speaks for more.
            """)
    void saysWhichAndWhy(int smaller, int larger, boolean sawMore, boolean takesLarger, String reason) {
        CandidateComparison comparison = Preference.between("the part", outcome(smaller), outcome(larger), sawMore);

        assertThat(comparison.verdict()).isEqualTo(takesLarger ? Verdict.TAKEN : Verdict.NOT_TAKEN);
        assertThat(sentence(comparison)).endsWith(": more likely gain than noise. " + reason);
    }

    private static String sentence(CandidateComparison comparison) {
        CandidateResult result = new CandidateResult("fine-tuning", new Score(1, 0, IMAGES, false), 1, 4, false, 2);
        return DecisionText.of(new Decision.CandidateTried(
                "fine-tuning",
                new CandidateOutcome.Measured(result, new AccuracyGain(0.5, 0.1), Optional.of(comparison)),
                comparison.verdict(),
                Optional.empty()));
    }

    private static ValidationPredictions outcome(int right) {
        ValidationPredictions outcome = ValidationPredictions.of(LabelMatrix.single(
                IntStream.range(0, IMAGES).map(i -> i < right ? 0 : 1).toArray(), 2));
        for (int i = 0; i < IMAGES; i++) {
            outcome.put(i, new float[] {0.8f, 0.2f});
        }
        return outcome;
    }
}
