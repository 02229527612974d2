package org.tl4j.strategies;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToDoubleFunction;
import java.util.random.RandomGenerator;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.Fakes;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.LinearProbe;
import org.tl4j.strategies.training.FakeNetwork;
import org.tl4j.strategies.training.MemoryCheckpoints;
import org.tl4j.strategies.tuning.FineTuner;

/**
 * A task of eight training images in two classes, on a backbone whose networks get as many validation images right as a
 * script says, while the frozen one gets half of them right.
 */
final class ScriptedTuning {
    static final FineTuningSettings SETTINGS = FineTuningSettings.DEFAULT.withGradient(
            FineTuningSettings.DEFAULT.gradient().withEpochs(4));

    private static final LabelSet LABELS = new LabelSet(List.of("cat", "dog"));

    private final RecordingPreprocessor preprocessor = new RecordingPreprocessor();
    private final List<FakeNetwork> networks = new ArrayList<>();
    private final MemoryCheckpoints checkpoints = new MemoryCheckpoints();
    private List<IntToDoubleFunction> accuracies = List.of();
    private List<IntToDoubleFunction> losses = List.of();
    private Boundary boundary = Boundary.at("top", Pooling.AVERAGE, 1);

    /** Clears the networks so far, and sets the accuracies of the next ones, by the number of their steps. */
    void accuracies(IntToDoubleFunction... script) {
        networks.clear();
        accuracies = List.of(script);
    }

    /** Sets the losses of the next networks, by the number of their steps; by default 0.5. */
    void losses(IntToDoubleFunction... script) {
        losses = List.of(script);
    }

    /** Where features are taken from now on. */
    void boundary(Boundary another) {
        boundary = another;
    }

    /** The networks that were requested, in order. */
    List<FakeNetwork> networks() {
        return networks;
    }

    /** The first pixels that were augmented. */
    Set<Float> augmented() {
        return preprocessor.augmented;
    }

    /** The first pixels that were not augmented. */
    Set<Float> plain() {
        return preprocessor.plain;
    }

    LinearProbe linearProbe() {
        return new LinearProbe(extractor(), new GuessingTrainer());
    }

    FineTuner fineTuner() {
        return new FineTuner(decoder(), extractor());
    }

    private FeatureExtractor extractor() {
        return new FeatureExtractor(decoder(), new Fakes.MemoryStore());
    }

    private BatchDecoder decoder() {
        return Fakes.decoder(preprocessor);
    }

    /** Eight training images, and validation images whose pixels are 100 and more. */
    TransferTask task(int validation) {
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
                RunContext.of(1).withCheckpoints(checkpoints));
    }

    /** Makes networks whose accuracy is given by a script. */
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
        public TrainableNetwork tunable(LinearHead head, TrainableScope tuning) {
            int next = networks.size();
            FakeNetwork network =
                    new FakeNetwork(losses.isEmpty() ? step -> 0.5 : losses.get(next), accuracies.get(next));
            networks.add(network);
            return network;
        }
    }

    /** A head that classifies every image as a cat. */
    static final class GuessingTrainer implements HeadTrainer {
        @Override
        public HeadFit fit(
                LabelledFeatures train,
                LabelledFeatures validation,
                HeadSettings settings,
                long seed,
                TrainingListener listener) {
            LinearHead head = new LinearHead(1, 2, new float[2], new float[] {1, 0});
            int images = validation.labels().length;
            return new HeadFit(head, 0.5, new Score(0.5, 1, images == 0 ? 8 : images, images == 0), 3, true);
        }

        @Override
        public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
            return chosen;
        }
    }

    /** Records which pixels were augmented, and which were not. */
    private static final class RecordingPreprocessor extends Fakes.PixelPreprocessor {
        private final Set<Float> augmented = ConcurrentHashMap.newKeySet();
        private final Set<Float> plain = ConcurrentHashMap.newKeySet();

        @Override
        public void prepare(byte[] encoded, Preprocessing preprocessing, FloatBuffer target) {
            super.prepare(encoded, preprocessing, target);
            plain.add(target.get(0));
            // a class that a network can recognise
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
