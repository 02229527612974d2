package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.HeadedNetwork;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.tuning.FineTuner;

class BackboneThatCannotBeTrainedTest {
    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog"));
    private static final String REFUSED =
            "backbone must be one whose weights can be trained, for this strategy, found fake, which is only run by fake 1;"
                    + " use feature extraction, or another backbone";

    private final FrozenOnly backbone = new FrozenOnly();
    private final FeatureExtractor extractor = new FeatureExtractor(Fakes.decoder(), new Fakes.MemoryStore());
    private final LinearProbe probe = new LinearProbe(extractor, new ScriptedTuning.GuessingTrainer());
    private final FineTuner tuner = new FineTuner(Fakes.decoder(), extractor);

    @Test
    void isEnoughForFeatureExtraction() {
        TransferResult result = new FeatureExtraction(probe, FeatureExtractionSettings.DEFAULT).train(task());

        assertThat(result.network()).isInstanceOf(HeadedNetwork.class);
        assertThat(result.network().probabilities(ImageBatch.allocate(1, Fakes.ONE_PIXEL)))
                .hasDimensions(1, 2);
        result.network().close();
        assertThat(backbone.closed).isFalse();
    }

    @Test
    void isRefusedByStrategiesThatTrainBeforeAnythingIsComputed() {
        for (TransferStrategy strategy : List.of(
                new FineTuning(probe, tuner, ScriptedTuning.SETTINGS),
                new FromScratch(Fakes.decoder(), FromScratchSettings.DEFAULT))) {
            assertThatExceptionOfType(UsageException.class)
                    .isThrownBy(() -> strategy.train(task()))
                    .withMessage(REFUSED);
        }
        assertThat(backbone.whole.images).isZero();
    }

    @Test
    void isTakenFrozenByAutoWhichSaysWhy() {
        AutoSettings settings = new AutoSettings(ScriptedTuning.SETTINGS, Duration.ofMinutes(1));

        TransferResult result = new Auto(probe, tuner, System::nanoTime, settings).train(task());

        assertThat(result.strategy()).isEqualTo(FeatureExtractionSettings.NAME);
        assertThat(result.decisions()).last().isEqualTo(new Decision.NotTrainable("fake"));
        assertThat(result.reasons())
                .last()
                .asString()
                .isEqualTo("The weights of fake cannot be trained by the engine that runs it, so the frozen network is"
                        + " taken.");
    }

    private TransferTask task() {
        return new TransferTask(backbone, LABELS, samples(0, 8), samples(100, 4), RunContext.of(1));
    }

    private static List<Sample> samples(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> Fakes.sample(Integer.toString(i), LABELS.name(i % 2)))
                .toList();
    }

    /** A backbone that only computes features. */
    private static final class FrozenOnly implements Backbone {
        private final Fakes.CountingBackbone whole = new Fakes.CountingBackbone();
        private boolean closed;

        @Override
        public BackboneSpec spec() {
            return whole.spec();
        }

        @Override
        public FeatureBatch features(ImageBatch images) {
            return whole.features(images);
        }

        @Override
        public NetworkContents contents(LinearHead head) {
            return whole.contents(head);
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
