package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.ScratchReport;
import org.tl4j.learner.ScratchRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/**
 * The story of the quickstart: a network that knows five kinds of garment learns five others from 20 images each. PyTorch
 * and scikit-learn: 0.76 to 0.77 with frozen features, 0.60 to 0.63 from scratch.
 */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class QuickstartIT {
    private static final String BACKBONE = "resnet20-garments";
    private static final int IMAGES_PER_CLASS = 20;
    private static final int TEST_IMAGES = 500;
    private static final List<Long> SEEDS = List.of(1L, 2L, 3L);

    private final TransferLearner learner;
    private final Path folder;
    private List<Double> accuracies = List.of();

    QuickstartIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("quickstart");
    }

    @BeforeAll
    void transfer() {
        Garments garments = Garments.read();
        for (long seed : SEEDS) {
            Garments.write(garments.draw(IMAGES_PER_CLASS, seed), data(seed).resolve("train"));
            Garments.write(garments.test(), data(seed).resolve("test"));
        }
        accuracies = SEEDS.stream().map(this::accuracy).toList();
    }

    @Test
    void fewImagesAreEnough() {
        double mean =
                accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        assertThat(mean).as("mean of %s", accuracies).isGreaterThanOrEqualTo(0.74);
    }

    @Test
    void theSameNetworkFromScratchIsBehind() {
        ScratchReport scratch = learner.trainFromScratch(new ScratchRequest(
                BACKBONE,
                data(1),
                FromScratchSettings.DEFAULT.gradient(),
                1,
                ReadingSettings.DEFAULT,
                Progress.NONE,
                TrainingListener.NONE));

        Evaluation test = scratch.test().orElseThrow();
        assertThat(scratch.trainImages()).isEqualTo(5 * IMAGES_PER_CLASS);
        assertThat(test.images()).isEqualTo(TEST_IMAGES);
        // training from scratch on few images ends elsewhere on another processor: 0.62 to 0.69 were seen
        assertThat(test.accuracy()).isBetween(0.4, accuracies.get(0) - 0.03);
    }

    @Test
    void theEmbeddedNetworkIsTheFirstOneThatIsAlwaysThere() {
        assertThat(learner.backbones().entries())
                .filteredOn(entry -> entry.weights().embedded())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.name()).isEqualTo(BACKBONE);
                    assertThat(learner.backbones().available(entry)).isTrue();
                });
    }

    private double accuracy(long seed) {
        Path bundle = folder.resolve(seed + ".tlz");
        TrainingReport report = learner.train(TrainingRequest.of(data(seed), bundle)
                .withBackbone(BackboneRequest.of(BACKBONE))
                .withStrategy(FeatureExtractionSettings.DEFAULT)
                .withSplit(new SplitSettings(0, seed)));
        assertThat(report.trainImages()).isEqualTo(5 * IMAGES_PER_CLASS);
        assertThat(report.validation().crossValidated()).isTrue();
        Evaluation evaluation = Photos.evaluate(learner, bundle, data(seed), Subset.TEST);
        assertThat(evaluation.images()).isEqualTo(TEST_IMAGES);
        return evaluation.accuracy();
    }

    private Path data(long seed) {
        return folder.resolve("photos-" + seed);
    }
}
