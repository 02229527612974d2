package org.tl4j.dl4j.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.TrainingEvent.EpochEnded;
import org.tl4j.core.training.TrainingImages;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.weights.Tensor;
import org.tl4j.dl4j.Started;

class Dl4jNetworkTrainerTest {
    private static final Preprocessing INPUT = new Preprocessing(
            new ResizeRule.Exact(ImageSize.square(8)),
            ImageSize.square(8),
            ChannelOrder.GREY,
            1,
            List.of(0.0),
            List.of(1.0));

    private final Dl4jNetworkTrainer trainer = new Dl4jNetworkTrainer();

    @BeforeAll
    static void start() {
        Started.runtime();
    }

    @Test
    void learnsToTellBrightFromDark() {
        List<EpochEnded> epochs = new ArrayList<>();

        try (TrainedNetwork network = train(4, 0.05, event -> epochs.add((EpochEnded) event))) {
            ImageBatch batch = ImageBatch.allocate(2, INPUT);
            new BrightAndDark().load(0, 1, batch.image(0));
            new BrightAndDark().load(1, 1, batch.image(1));
            float[][] probabilities = network.probabilities(batch);

            assertThat(probabilities[0][0]).isGreaterThan(0.5f);
            assertThat(probabilities[1][1]).isGreaterThan(0.5f);
            assertThat(network.frozenLayers()).isEmpty();
            assertThat(network.parameters().trainable())
                    .isEqualTo(network.parameters().total());
        }
        assertThat(epochs).extracting(EpochEnded::epoch).containsExactly(1, 2, 3, 4);
        assertThat(epochs.get(3).loss()).isLessThan(epochs.get(0).loss());
        assertThat(epochs.get(3).learningRate()).isLessThan(epochs.get(1).learningRate());
    }

    @Test
    void givesTheSameNetworkForTheSameSeed() {
        try (TrainedNetwork first = train(1, 0.05, TrainingListener.NONE);
                TrainedNetwork second = train(1, 0.05, TrainingListener.NONE)) {
            List<Tensor> ones = first.contents().weights();
            List<Tensor> others = second.contents().weights();
            for (int i = 0; i < ones.size(); i++) {
                assertThat(others.get(i).values())
                        .as(ones.get(i).name())
                        .isEqualTo(ones.get(i).values());
            }
        }
    }

    @Test
    void stopsWhenTheLossIsNoNumberAnyMore() {
        assertThatThrownBy(() -> train(3, 1e20, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("smaller learning-rate");
    }

    private TrainedNetwork train(int epochs, double rate, TrainingListener listener) {
        GradientSettings settings = new GradientSettings(epochs, 16, rate, 0.25, 0.9, 1e-4, Augmentation.NONE);
        return trainer.train("resnet20", 2, new BrightAndDark(), settings, 1, listener);
    }

    /** Even images are bright, odd ones are dark, all are noisy. */
    private static final class BrightAndDark implements TrainingImages {
        @Override
        public int count() {
            return 70;
        }

        @Override
        public Preprocessing preprocessing() {
            return INPUT;
        }

        @Override
        public int label(int index) {
            return index % 2;
        }

        @Override
        public void load(int index, long seed, FloatBuffer target) {
            Random random = new Random(seed);
            for (int i = 0; i < INPUT.valuesPerImage(); i++) {
                target.put(i, (float) random.nextGaussian() + (index % 2 == 0 ? 1 : -1));
            }
        }
    }
}
