package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferTask;
import org.tl4j.core.training.WarningKind;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.LinearProbe;

class FeatureExtractionTest {
    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog"));

    private final RecordingTrainer trainer = new RecordingTrainer();
    private final List<TrainingEvent> events = new ArrayList<>();
    private final LinearProbe linearProbe =
            new LinearProbe(new FeatureExtractor(Fakes.decoder(), new Fakes.MemoryStore()), trainer);
    private final FeatureExtraction strategy = new FeatureExtraction(linearProbe, FeatureExtractionSettings.DEFAULT);
    private final FeatureExtraction refitting =
            new FeatureExtraction(linearProbe, new FeatureExtractionSettings(HeadSettings.DEFAULT.withRefit()));

    @Test
    void trainerSeesTrainingAndValidationApart() {
        TransferResult result = train(
                List.of(Fakes.sample("1", "cat"), Fakes.sample("2", "dog"), Fakes.sample("3", "dog")),
                List.of(Fakes.sample("4", "cat")));

        assertThat(trainer.train.labels()).containsExactly(0, 1, 1);
        assertThat(trainer.train.features().row(2).get(0)).isEqualTo(3);
        assertThat(trainer.validation.labels()).containsExactly(0);
        assertThat(trainer.validation.features().row(0).get(0)).isEqualTo(4);
        assertThat(result.trainImages()).isEqualTo(3);
        assertThat(result.settings()).containsEntry("l2-strength", "0.5");
    }

    @Test
    void headIsFittedOnceMoreToAllImagesWhereThatIsAsked() {
        List<Sample> train = List.of(Fakes.sample("1", "cat"), Fakes.sample("2", "dog"));
        TransferResult result =
                refitting.train(task(train, List.of(Fakes.sample("broken", "cat"), Fakes.sample("4", "dog"))));

        assertThat(trainer.refitted.labels()).containsExactly(0, 1, 1);
        assertThat(trainer.refitted.features().row(2).get(0)).isEqualTo(4);
        assertThat(result.refitted()).isTrue();
        assertThat(result.trainImages()).isEqualTo(3);
        assertThat(result.skipped()).hasSize(1);
        assertThat(result.settings()).containsEntry("refit", "true");
    }

    @Test
    void headThatWasCrossValidatedHasSeenAllImages() {
        TransferResult result =
                refitting.train(task(List.of(Fakes.sample("1", "cat"), Fakes.sample("2", "dog")), List.of()));

        assertThat(trainer.refitted).isNull();
        assertThat(result.refitted()).isFalse();
    }

    @Test
    void headOfTheTrainerIsPutOnTheBackbone() {
        TransferResult result = train(List.of(Fakes.sample("1", "cat"), Fakes.sample("2", "dog")), List.of());

        assertThat(((Fakes.HeadOnly) result.network()).head()).isSameAs(RecordingTrainer.HEAD);
    }

    @Test
    void undecodableImagesAreMissingFromTheRightPart() {
        TransferResult result = train(
                List.of(Fakes.sample("broken", "cat"), Fakes.sample("1", "cat"), Fakes.sample("2", "dog")),
                List.of(Fakes.sample("broken too", "cat"), Fakes.sample("3", "dog")));

        assertThat(trainer.train.labels()).containsExactly(0, 1);
        assertThat(trainer.validation.labels()).containsExactly(1);
        assertThat(result.skipped()).hasSize(2);
    }

    @Test
    void classWithoutAReadableImageIsNamed() {
        assertThatThrownBy(() -> train(List.of(Fakes.sample("1", "cat"), Fakes.sample("broken", "dog")), List.of()))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class dog must have at least one readable training image");
    }

    @Test
    void listenerReceivesTheFeatures() {
        train(List.of(Fakes.sample("1", "cat"), Fakes.sample("2", "dog")), List.of());

        assertThat(events).containsExactly(new TrainingEvent.FeaturesReady(2, 0));
    }

    @Test
    void fitThatRanOutOfIterationsIsReported() {
        trainer.converged = false;

        train(List.of(Fakes.sample("1", "cat"), Fakes.sample("2", "dog")), List.of());

        assertThat(events).last().isInstanceOfSatisfying(TrainingEvent.Warned.class, warned -> {
            assertThat(warned.warning().kind()).isEqualTo(WarningKind.NOT_CONVERGED);
            assertThat(warned.warning().message())
                    .isEqualTo("the fit of the output layer ended at its limit of 3 iterations, before it converged;"
                            + " raise maximum-iterations");
        });
    }

    private TransferResult train(List<Sample> train, List<Sample> validation) {
        return strategy.train(task(train, validation));
    }

    private TransferTask task(List<Sample> train, List<Sample> validation) {
        return new TransferTask(
                new Fakes.CountingBackbone(),
                LABELS,
                train,
                validation,
                RunContext.of(1).withListener(events::add));
    }

    /** Fits nothing, and records its arguments. */
    private static final class RecordingTrainer implements HeadTrainer {
        static final LinearHead HEAD = new LinearHead(1, 2, new float[2], new float[2]);

        private LabelledFeatures train;
        private LabelledFeatures validation;
        private LabelledFeatures refitted;
        private boolean converged = true;

        @Override
        public HeadFit fit(
                LabelledFeatures trainFeatures,
                LabelledFeatures validationFeatures,
                HeadSettings settings,
                long seed,
                TrainingListener listener) {
            train = trainFeatures;
            validation = validationFeatures;
            return new HeadFit(HEAD, 0.5, new Score(1, 0, 1, validation.labels().length == 0), 3, converged);
        }

        @Override
        public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
            refitted = images;
            return chosen;
        }
    }
}
