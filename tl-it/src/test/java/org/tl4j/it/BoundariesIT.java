package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Garments;
import org.tl4j.it.kit.NpyArray;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.TuningProcess;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TrainingRequest;
import org.tl4j.learner.TransferLearner;

/** The command with published weights, and features of other places than the usual one. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class BoundariesIT {
    private static final String BACKBONE = "resnet20-cifar10";
    private static final BackboneRequest REQUEST = BackboneRequest.of(BACKBONE);
    private static final int CLASSES = 5;
    private static final int A_CLASS = 4;

    private final TransferLearner learner;
    private final Path folder;
    private final Path data;

    BoundariesIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("boundaries");
        this.data = folder.resolve("data");
    }

    @BeforeAll
    void writeImages() {
        Fixtures.path("weights/" + BACKBONE + ".safetensors");
        Garments.read().writeParts(A_CLASS, 1, data);
    }

    @Test
    void joinedFeaturesAreThoseOfEachBoundary() throws Exception {
        Path output = folder.resolve("joined.npy");
        run("features", output, "--boundary", "layer3,layer2,linear", "--pooling", "max");
        NpyArray joined = NpyArray.read(output);
        FeatureBatch usual = features(REQUEST);
        FeatureBatch largest = features(REQUEST.upTo("layer2.2.relu2").pooledBy(Pooling.MAX));

        assertThat(joined.shape()).containsExactly(usual.rows(), 64 + 32 + 10);
        assertThat(usual.rows()).isEqualTo(CLASSES * A_CLASS);
        for (int image = 0; image < usual.rows(); image++) {
            float[] row = Arrays.copyOfRange(joined.values(), image * 106, (image + 1) * 106);
            assertThat(Arrays.copyOfRange(row, 0, 64)).containsExactly(row(usual, image), within(1e-4f));
            assertThat(Arrays.copyOfRange(row, 64, 96)).containsExactly(row(largest, image), within(1e-4f));
        }
    }

    @Test
    void modelOfJoinedBoundariesPredictsAsItWasTrained() throws Exception {
        Path bundle = folder.resolve("joined.tlz");

        JsonNode trained = run(
                        "train",
                        bundle,
                        "--strategy",
                        "feature-extraction",
                        "--boundary",
                        "layer2,layer3",
                        "--pooling",
                        "max")
                .json();
        BundleManifest manifest = learner.bundles().read(bundle).manifest();
        Evaluation evaluation = Photos.evaluate(learner, bundle, data, Subset.VALIDATION);

        assertThat(trained.at("/parameters/trainable").asInt()).isEqualTo((32 + 64 + 1) * CLASSES);
        assertThat(manifest.boundaries()).containsExactly("layer2.2.relu2", "avgpool");
        assertThat(manifest.pooling()).isEqualTo(Pooling.MAX);
        assertThat(evaluation.accuracy())
                .isCloseTo(trained.at("/validation/accuracy").asDouble(), within(1e-9));
        assertThat(evaluation.logLoss())
                .isCloseTo(trained.at("/validation/logLoss").asDouble(), within(1e-3));
    }

    @Test
    void networkIsTunedAboveItsLowestBoundary() {
        Path bundle = folder.resolve("tuned.tlz");
        FineTuningSettings settings = TuningProcess.SETTINGS
                .withGradient(TuningProcess.SETTINGS.gradient().withEpochs(1))
                .withUnfreezeFrom("layer3");

        TrainingReport report = learner.train(TrainingRequest.of(data, bundle)
                .withBackbone(REQUEST.upTo("layer2", "layer3.2.relu2").pooledBy(Pooling.BOTH))
                .withStrategy(settings));

        assertThat(report.manifest().pooling()).isEqualTo(Pooling.BOTH);
        assertThat(Photos.evaluate(learner, bundle, data, Subset.VALIDATION).accuracy())
                .isCloseTo(report.validation().accuracy(), within(1e-9));
    }

    private FeatureBatch features(BackboneRequest request) {
        return learner.features(new FeatureRequest(
                        Optional.of(request),
                        data,
                        Optional.of(Subset.VALIDATION),
                        ReadingSettings.DEFAULT,
                        Progress.NONE))
                .features();
    }

    private CommandLineRun run(String command, Path output, String... more) throws IOException, InterruptedException {
        Path weights = Fixtures.path("weights/" + BACKBONE + ".safetensors");
        List<String> arguments = new ArrayList<>(List.of(
                "--backbone",
                BACKBONE,
                "--weights",
                weights.toString(),
                "--data",
                data.toString(),
                "--output",
                output.toString()));
        arguments.addAll(List.of(more));
        CommandLineRun run = CommandLineRun.json(folder, command, arguments.toArray(String[]::new));
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    private static float[] row(FeatureBatch features, int image) {
        float[] row = new float[features.width()];
        features.row(image).get(row);
        return row;
    }
}
