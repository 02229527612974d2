package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.ReadingSettings;

class RecordedBackboneTest {
    private static final BundleManifest LARGER = Manifests.COLOURS.toBuilder()
            .backbone("resnet56-cifar10")
            .preprocessing(Entries.CIFAR.preprocessing().withInputSize(64))
            .build();

    private final BackboneResolver resolver = new FakeBackbones(List.of(Entries.CIFAR), Entries.CIFAR).resolver();

    @Test
    void theInspectionAfterTrainingHasTheInputSizeOfTheModel() {
        InspectionRequest request = InspectionRequest.ofTraining(
                Path.of("photos"),
                TrainingReport.builder(Path.of("model.tlz"), LARGER).build(),
                Optional.empty(),
                ReadingSettings.DEFAULT);
        assertThat(request.backbone()).contains(RecordedBackbone.request(LARGER));
        ResolvedBackbone resolved = resolver.resolve(request.backbone().orElseThrow());
        assertThat(resolved.entry().preprocessing()).isEqualTo(LARGER.preprocessing());
        assertThat(resolved.request().inputSize()).hasValue(64);
    }

    @Test
    void theInspectionAfterTrainingHasTheBoundaryOfTheModelAndTheWeightsThatWereGiven() {
        Path weights = Path.of("weights.safetensors");
        BundleManifest measured =
                LARGER.toBuilder().boundaries(List.of("layer2")).build();

        BackboneRequest inspected = InspectionRequest.ofTraining(
                        Path.of("photos"),
                        TrainingReport.builder(Path.of("model.tlz"), measured).build(),
                        Optional.of(BackboneRequest.of("resnet56-cifar10").withWeights(weights)),
                        ReadingSettings.DEFAULT)
                .backbone()
                .orElseThrow();

        assertThat(inspected.boundaries()).containsExactly("layer2");
        assertThat(inspected.weights()).contains(weights);
    }

    @Test
    void theUsualSizeIsNoOtherSize() {
        BundleManifest usual =
                LARGER.toBuilder().preprocessing(Entries.CIFAR.preprocessing()).build();
        ResolvedBackbone resolved = resolver.resolve(RecordedBackbone.request(usual));
        assertThat(resolved.request())
                .isEqualTo(new BackboneRequest(
                        "resnet56-cifar10",
                        Optional.empty(),
                        usual.boundaries(),
                        Optional.of(usual.pooling()),
                        OptionalInt.empty()));
        assertThat(resolved.entry()).isEqualTo(Entries.CIFAR);
    }
}
