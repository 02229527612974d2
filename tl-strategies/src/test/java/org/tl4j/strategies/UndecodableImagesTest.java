package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.training.FakeNetwork;
import org.tl4j.strategies.tuning.FineTuner;

class UndecodableImagesTest {
    private static final List<Sample> TRAIN = List.of(Fakes.sample("0", "cat"), Fakes.sample("1", "dog"));
    private static final List<Sample> VALIDATION = List.of(Fakes.sample("2", "cat"), Fakes.sample("3", "dog"));
    private static final List<Sample> NO_IMAGES = List.of(Fakes.sample("no", "cat"), Fakes.sample("none", "dog"));

    private final FakeNetwork network = new FakeNetwork(step -> 1, step -> 1);

    @Test
    void fineTuningNeedsAValidationImageThatCanBeDecoded() {
        assertThatThrownBy(() -> fineTuning().train(task(TRAIN, NO_IMAGES)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("validation images must exist");
    }

    @Test
    void trainingFromScratchNeedsAValidationImageThatCanBeDecoded() {
        assertThatThrownBy(() -> fromScratch().train(task(TRAIN, NO_IMAGES)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("validation images must exist");
    }

    @Test
    void trainingFromScratchNeedsAnImageOfEveryClass() {
        assertThatThrownBy(() -> fromScratch().train(task(NO_IMAGES, VALIDATION)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class cat must have at least one readable training image");
        assertThatThrownBy(() -> fromScratch().train(task(TRAIN.subList(0, 1), VALIDATION)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("class dog must have at least one readable training image");
    }

    @Test
    void trainingFromScratchPassesOverWhatCannotBeDecoded() {
        List<Sample> some = List.of(TRAIN.get(0), NO_IMAGES.get(0), TRAIN.get(1));

        TransferResult result = fromScratch().train(task(some, VALIDATION));

        assertThat(result.strategy()).isEqualTo("from-scratch");
        assertThat(result.trainImages()).isEqualTo(2);
        assertThat(result.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.location())
                        .isEqualTo(NO_IMAGES.get(0).location()));
        assertThat(network.closed()).isTrue();
    }

    private static TransferStrategy fineTuning() {
        return new FineTuning(linearProbe(), new FineTuner(Fakes.decoder(), extractor()), FineTuningSettings.DEFAULT);
    }

    private static TransferStrategy fromScratch() {
        FromScratchSettings settings = FromScratchSettings.DEFAULT;
        return new FromScratch(
                Fakes.decoder(), new FromScratchSettings(settings.gradient().withEpochs(2)));
    }

    private static LinearProbe linearProbe() {
        return new LinearProbe(extractor(), new ScriptedTuning.GuessingTrainer());
    }

    private static FeatureExtractor extractor() {
        return new FeatureExtractor(Fakes.decoder(), new Fakes.MemoryStore());
    }

    private TransferTask task(List<Sample> train, List<Sample> validation) {
        return new TransferTask(
                new FreshBackbone(), new LabelSet(List.of("cat", "dog")), train, validation, RunContext.of(1));
    }

    private final class FreshBackbone extends Fakes.CountingBackbone {
        @Override
        public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
            return network;
        }

        @Override
        public TrainableNetwork untrained(LabelSet labels, long seed, Optimizer optimizer) {
            return network;
        }
    }
}
