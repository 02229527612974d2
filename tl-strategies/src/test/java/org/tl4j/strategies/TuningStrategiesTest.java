package org.tl4j.strategies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToDoubleFunction;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.Tuning;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.descent.FakeNetwork;
import org.tl4j.strategies.descent.MemoryCheckpoints;
import org.tl4j.strategies.descent.RatePlan;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.FrozenHead;
import org.tl4j.strategies.tuning.FineTuner;

class TuningStrategiesTest {
    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog"));
    private static final FineTuningSettings SETTINGS = FineTuningSettings.DEFAULT.withGradient(
            FineTuningSettings.DEFAULT.gradient().withEpochs(4));

    private final RecordingPreprocessor preprocessor = new RecordingPreprocessor();
    private final List<FakeNetwork> networks = new ArrayList<>();
    private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
    private FineTuningSettings settings = SETTINGS;
    private long now;

    @Test
    void fineTunedNetworkIsTakenWhereItIsBetter() {
        TransferResult result = fineTuning(step -> 1).train(task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.reasons())
                .containsExactly("The frozen network gets 50.0 % of 40 validation images right, the one fine-tuned"
                        + " 100.0 %: fine-tuning was worth it.");
        assertThat(networks).allMatch(FakeNetwork::closed);
    }

    @Test
    void frozenNetworkIsKeptWhereFineTuningIsNoBetter() {
        TransferResult result = fineTuning(step -> 0.4).train(task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons()).singleElement().asString().endsWith("the frozen one is kept.");
        assertThat(networks).allMatch(FakeNetwork::closed);
    }

    @Test
    void rateThatNobodyGaveIsTheBackbones() {
        double own = new Fakes.CountingBackbone().spec().fineTuningRate();

        assertThat(fineTuning(step -> 1).train(task(40)).settings()).containsEntry("learning-rate", "" + own);
        assertThat(auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0)
                        .train(task(40))
                        .settings())
                .containsEntry("learning-rate", "" + own);
        assertThat(SETTINGS.withGradient(SETTINGS.gradient().withLearningRate(0.5))
                        .forBackbone(new Fakes.CountingBackbone().spec())
                        .gradient()
                        .peakRate())
                .isEqualTo(0.5);
    }

    @Test
    void lossDecidesWhereAsManyAreRight() {
        // the frozen network is surer of what it says, right or wrong, than the other
        assertThat(fineTuning(step -> 0.5).train(task(40)).reasons())
                .singleElement()
                .asString()
                .matches(
                        "The frozen network gets 50\\.0 % of 40 validation images right, the one fine-tuned 50\\.0 % too,"
                                + " so the log loss decides, \\d\\.\\d{4} and 1\\.2040: .*");
    }

    @Test
    void reasonNamesThePartThatWasTrained() {
        accuraciesOfNetworks = List.of(step -> 1);
        TransferStrategy upper =
                new FineTuning(frozenHead(), new FineTuner(extractor()), SETTINGS.withUnfreezeFrom("top"));

        assertThat(upper.train(task(40)).reasons())
                .singleElement()
                .asString()
                .contains("the one fine-tuned from top 100.0 %:");
    }

    @Test
    void fineTuningNeedsValidationImages() {
        assertThatThrownBy(() -> fineTuning(step -> 1).train(task(0)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("validation images must be there");
    }

    @Test
    void trainingImagesAreAugmentedAndValidationImagesNever() {
        fineTuning(step -> 1).train(task(40));

        assertThat(preprocessor.augmented).hasSize(8).allMatch(pixel -> pixel < 100);
        assertThat(preprocessor.plain).hasSizeGreaterThanOrEqualTo(40);
    }

    @Test
    void autoTriesTheUpperPartAndThenAll() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.reasons()).hasSize(3);
        assertThat(result.reasons().get(0))
                .startsWith("There are 4 training images a class, and the frozen network gets");
        assertThat(result.reasons().get(1))
                .startsWith("Fine-tuning from top gets")
                .contains("more likely gain than noise");
        assertThat(result.reasons().get(2)).startsWith("Fine-tuning gets 100.0 %, which is +50.0 points");
        assertThat(result.settings()).containsEntry("strategy", "auto");
        assertThat(networks).hasSize(2).allMatch(FakeNetwork::closed);
    }

    @Test
    void autoTriesAllAtOnceWhereFeaturesComeFromSeveralPlaces() {
        boundary = new Boundary(List.of("middle", "top"), Pooling.AVERAGE, 1);
        auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(task(40));

        assertThat(networks).hasSize(1);
    }

    @Test
    void autoStopsWhereTheGainIsNoise() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.5, step -> 1.0).train(task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons()).hasSize(2);
        assertThat(result.reasons().get(1))
                .endsWith("no more than noise. Nothing larger is tried, and the frozen network is taken.");
    }

    @Test
    void nothingLargerIsSpokenOfWhereAllWasTried() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> 0.5).train(task(40));

        assertThat(result.reasons().get(2)).endsWith(": no more than noise. Fine-tuning from top is taken.");
    }

    @Test
    void autoKeepsTheUpperPartWhereAllIsWorse() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 1.0, step -> 0.8).train(task(40));

        assertThat(result.validation().accuracy()).isEqualTo(1);
        assertThat(result.reasons().get(2))
                .endsWith("more likely gain than noise. That is 20.0 points less than fine-tuning from top,"
                        + " more likely a loss than noise. Fine-tuning from top is taken.");
    }

    @Test
    void autoTakesAllWhereTheUpperPartIsHardlyBetter() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.925, step -> 0.9).train(task(40));

        assertThat(result.validation().accuracy()).isEqualTo(0.9);
        assertThat(result.reasons().get(2))
                .endsWith("more likely gain than noise. That is 2.5 points less than fine-tuning from top, no more than"
                        + " noise, but it saw augmented images, and the smaller part none. Fine-tuning is taken.");
    }

    @Test
    void autoKeepsTheUpperPartWhereAllIsHardlyWorseAndSawNoMore() {
        settings = SETTINGS.withGradient(SETTINGS.gradient().withAugmentation(Augmentation.NONE));
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.925, step -> 0.9).train(task(40));

        assertThat(result.validation().accuracy()).isEqualTo(0.925);
        assertThat(result.reasons().get(2))
                .endsWith("less training is preferred where nothing speaks for more. Fine-tuning from top is taken.");
    }

    @Test
    void autoTriesNothingWithoutTime() {
        TransferResult result =
                auto(Duration.ofSeconds(1), step -> 1.0, step -> 1.0).train(task(40));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons().get(1))
                .startsWith("There is no time for fine-tuning from top: an epoch would take");
        assertThat(networks).allMatch(FakeNetwork::closed);
    }

    @Test
    void autoShortensTheRunToTheTime() {
        // the clock moves a second a look: one a step, and an epoch of 8 images in one step and 40 measured takes 2.7 s
        TransferResult result =
                auto(Duration.ofSeconds(10), step -> 0.9, step -> 1.0).train(task(40));

        assertThat(result.reasons().get(1)).contains("shortened to fit the time-budget");
    }

    @Test
    void planOfAnInterruptedRunIsObeyed() {
        auto(Duration.ofSeconds(10), step -> 0.9, step -> 1.0).train(task(40));
        TransferResult again =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(task(40));

        assertThat(again.reasons().get(1)).contains("shortened to fit the time-budget");
    }

    @Test
    void planOfAnotherRunIsRefused() {
        auto(Duration.ofSeconds(1), step -> 0.9, step -> 1.0).train(task(40));

        assertThatThrownBy(() ->
                        auto(Duration.ofMinutes(10), step -> 0.9, step -> 1.0).train(task(30)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(
                        "checkpoint of fine-tuning from top, plan must be of a run whose validation images");
        assertThat(networks).allMatch(FakeNetwork::closed);
    }

    @Test
    void autoWithoutValidationImagesStaysWithTheFrozenNetwork() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 1, step -> 1).train(task(0));

        assertThat(result.strategy()).isEqualTo("feature-extraction");
        assertThat(result.reasons().get(1)).startsWith("Without validation images");
    }

    @Test
    void autoKeepsWhatWasBetterWhenALargerTryLosesItsNumbers() {
        TransferResult result =
                auto(Duration.ofMinutes(10), step -> 0.9, step -> Double.NaN).train(task(40));

        assertThat(result.strategy()).isEqualTo("fine-tuning");
        assertThat(result.reasons().get(2))
                .startsWith("Fine-tuning is not taken: validation loss of fine-tuning, epoch 1 must stay a number");
        assertThat(result.settings()).containsEntry("unfreeze-from", "top");
        assertThat(networks).hasSize(2).allMatch(FakeNetwork::closed);
    }

    @Test
    void ratesFallFromGroupToGroup() {
        FineTuningSettings decaying = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 0.5, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 0);

        assertThat(RatePlan.layered(decaying, 4).factors(1)).containsExactly(0.025, 0.05, 0.1, 1.0);
    }

    @Test
    void groupsAreUnfrozenOneByOneFromTheHeadDown() {
        FineTuningSettings gradual = new FineTuningSettings(
                SETTINGS.head(), SETTINGS.gradient(), 0.1, 1, SETTINGS.batchNorm(), SETTINGS.unfreezeFrom(), 2);
        RatePlan plan = RatePlan.layered(gradual, 3);

        assertThat(plan.factors(2)).containsExactly(0.0, 0.0, 1.0);
        assertThat(plan.factors(3)).containsExactly(0.0, 0.1, 1.0);
        assertThat(plan.factors(5)).containsExactly(0.1, 0.1, 1.0);
    }

    private TransferStrategy fineTuning(IntToDoubleFunction accuracies) {
        accuraciesOfNetworks = List.of(accuracies);
        return new FineTuning(frozenHead(), new FineTuner(extractor()), SETTINGS);
    }

    private TransferStrategy auto(Duration budget, IntToDoubleFunction upper, IntToDoubleFunction whole) {
        networks.clear();
        accuraciesOfNetworks = List.of(upper, whole);
        LongSupplier clock = () -> now += 1_000_000_000L;
        return new Auto(frozenHead(), new FineTuner(extractor()), clock, new AutoSettings(settings, budget));
    }

    private List<IntToDoubleFunction> accuraciesOfNetworks = List.of();
    private Boundary boundary = Boundary.at("top", Pooling.AVERAGE, 1);

    private FrozenHead frozenHead() {
        return new FrozenHead(extractor(), new GuessingTrainer());
    }

    private FeatureExtractor extractor() {
        return new FeatureExtractor(new BatchDecoder(Fakes.decoder().reader(), preprocessor), new Fakes.MemoryStore());
    }

    /** Eight training images, and validation images whose pixels are 100 and more. */
    private TransferTask task(int validation) {
        List<Sample> train = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            train.add(Fakes.sample(Integer.toString(i), LABELS.name(i % 2)));
        }
        List<Sample> validationSamples = new ArrayList<>();
        for (int i = 0; i < validation; i++) {
            validationSamples.add(Fakes.sample(Integer.toString(100 + i), LABELS.name(i % 2)));
        }
        return new TransferTask(
                new TunableBackbone(),
                LABELS,
                train,
                validationSamples,
                1,
                false,
                Progress.NONE,
                event -> {},
                checkpoints);
    }

    /** Gives networks whose accuracy a script says. */
    private final class TunableBackbone extends Fakes.CountingBackbone {
        @Override
        public BackboneSpec spec() {
            BackboneSpec spec = super.spec();
            return new BackboneSpec(
                    spec.name(),
                    spec.weights(),
                    spec.preprocessing(),
                    boundary,
                    List.of(new LayerGroup("stem", List.of("a")), new LayerGroup("top", List.of("b"))),
                    0,
                    spec.fineTuningRate(),
                    spec.runtime());
        }

        @Override
        public TrainableNetwork tunable(LinearHead head, Tuning tuning) {
            FakeNetwork network = new FakeNetwork(step -> 0.5, accuraciesOfNetworks.get(networks.size()));
            networks.add(network);
            return network;
        }
    }

    /** A head that takes everything for a cat. */
    private static final class GuessingTrainer implements HeadTrainer {
        @Override
        public HeadFit fit(
                LabelledFeatures train,
                LabelledFeatures validation,
                HeadSettings settings,
                long seed,
                TrainingListener listener) {
            LinearHead head = new LinearHead(1, 2, new float[2], new float[] {1, 0});
            int images = validation.labels().length;
            return new HeadFit(head, 0.5, new Score(0.5, 1, images == 0 ? 8 : images, images == 0), 3);
        }
    }

    /** Remembers which pixels came augmented, and which plain. */
    private static final class RecordingPreprocessor extends Fakes.PixelPreprocessor {
        private final Set<Float> augmented = ConcurrentHashMap.newKeySet();
        private final Set<Float> plain = ConcurrentHashMap.newKeySet();

        @Override
        public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
            super.prepare(encoded, preprocessing, target);
            plain.add(target.get(0));
            // a class a network can tell
            target.put(0, target.get(0) % 2);
        }

        @Override
        public void prepare(
                byte[] encoded,
                Preprocessing preprocessing,
                Augmentation augmentation,
                RandomGenerator random,
                FloatBuffer target) {
            super.prepare(encoded, preprocessing, target);
            if (!augmentation.equals(Augmentation.NONE)) {
                augmented.add(target.get(0));
            } else {
                plain.add(target.get(0));
            }
            target.put(0, target.get(0) % 2);
        }
    }
}
