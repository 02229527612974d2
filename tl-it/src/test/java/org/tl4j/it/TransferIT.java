package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.training.TrainingEvent;
import org.tl4j.core.training.TrainingEvent.FeaturesReady;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.it.kit.BundleFile;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Numbers;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.Storage;

/** The main path on real photos: what it reaches, and what it promises. */
@ExtendWith(WorkshopExtension.class)
class TransferIT {
    private static final String HYMENOPTERA = "data/hymenoptera";

    private final TransferLearner learner;
    private final Path folder;

    TransferIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("transfer");
    }

    /** PyTorch and scikit-learn on the same pooled features: 0.928 to 0.935. */
    @Test
    void tellsAntsFromBees() {
        Path photos = Fixtures.path(HYMENOPTERA);
        Path bundle = folder.resolve("hymenoptera.tlz");

        TrainingReport training = Photos.train(learner, photos, bundle);
        Evaluation evaluation = Photos.evaluate(learner, bundle, photos, Subset.VALIDATION);

        assertThat(training.validation().images()).isEqualTo(153);
        assertThat(training.validation().accuracy()).isGreaterThanOrEqualTo(0.92);
        assertThat(evaluation.images()).isEqualTo(153);
        assertThat(evaluation.accuracy()).isCloseTo(training.validation().accuracy(), within(1e-9));
        assertThat(evaluation.logLoss()).isCloseTo(training.validation().logLoss(), within(1e-4));
    }

    /** PyTorch and scikit-learn on the same pooled features: 0.958 to 0.967. */
    @Test
    void tellsTwelveFlowersApart() {
        Path photos = Fixtures.path("data/flowers12");
        Path bundle = folder.resolve("flowers.tlz");

        TrainingReport training = Photos.train(learner, photos, bundle);
        Evaluation evaluation = Photos.evaluate(learner, bundle, photos, Subset.TEST);

        // one of the 720 photos is there twice, and counts once
        assertThat(training.trainImages() + training.validation().images()).isEqualTo(719);
        assertThat(training.validation().images()).isBetween(100, 190);
        assertThat(evaluation.images()).isEqualTo(240);
        assertThat(evaluation.accuracy()).isGreaterThanOrEqualTo(0.95);
    }

    @Test
    void passesOverAFileThatIsNoPhoto() {
        Path photos = Fixtures.path(HYMENOPTERA);

        TrainingReport training = Photos.train(learner, photos, folder.resolve("skipping.tlz"));

        assertThat(training.trainImages()).isEqualTo(244);
        assertThat(training.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.location())
                        .hasToString(
                                photos.resolve("train/ants/imageNotFound.gif").toString()));
    }

    @Test
    void computesNothingTwiceAndWritesTheSameBytes() {
        Path photos = Fixtures.path(HYMENOPTERA);
        List<TrainingEvent> events = new ArrayList<>();
        Path first = folder.resolve("first.tlz");
        Path second = folder.resolve("second.tlz");

        Photos.train(learner, photos, first);
        learner.train(Photos.request(photos, second).withListener(events::add));

        assertThat(events)
                .filteredOn(FeaturesReady.class::isInstance)
                .singleElement()
                .satisfies(event -> {
                    assertThat(((FeaturesReady) event).computed()).isZero();
                    assertThat(((FeaturesReady) event).reused()).isEqualTo(244 + 153);
                });
        assertThat(BundleFile.timeless(second)).isEqualTo(BundleFile.timeless(first));
    }

    @Test
    void leavesTheFrozenWeightsAlone() {
        Path photos = Fixtures.path(HYMENOPTERA);
        TensorSet pretrained =
                Storage.tensorFormat().read(Fixtures.path("weights/" + Photos.BACKBONE + ".safetensors"));
        Path bundle = folder.resolve("frozen.tlz");

        TrainingReport training = Photos.train(learner, photos, bundle);
        List<Tensor> weights = learner.bundles().read(bundle).network().tensors(NetworkContents.WEIGHTS);

        assertThat(weights)
                .filteredOn(tensor -> pretrained.names().contains(tensor.name()))
                .hasSize(50)
                .allSatisfy(tensor -> assertThat(Numbers.of(tensor.values()))
                        .as(tensor.name())
                        .isEqualTo(Numbers.of(pretrained.tensor(tensor.name()).values())));
        assertThat(weights)
                .filteredOn(tensor -> !pretrained.names().contains(tensor.name()))
                .extracting(Tensor::name)
                .containsExactly("output.weight", "output.bias");
        assertThat(training.manifest().parameters().trainable()).isEqualTo(2 * 512 + 2);
        assertThat(training.manifest().frozenLayers()).hasSize(25).doesNotContain("output");
    }
}
