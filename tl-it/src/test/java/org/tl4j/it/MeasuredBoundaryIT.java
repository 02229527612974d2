package org.tl4j.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.BoundaryOutcome.Measured;
import org.tl4j.core.training.Decision.BoundariesCompared;
import org.tl4j.it.kit.CommandLineRun;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.it.kit.Photos;
import org.tl4j.it.kit.Workshop;
import org.tl4j.it.kit.WorkshopExtension;
import org.tl4j.learner.EvaluationRequest;
import org.tl4j.learner.TrainingReport;
import org.tl4j.learner.TransferLearner;

/** The boundary chosen by measurement, on real photos, by the library and by the command. */
@ExtendWith(WorkshopExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
class MeasuredBoundaryIT {
    private static final int PHOTOS_PER_CLASS = 25;

    private final TransferLearner learner;
    private final Path folder;
    private final Path data;

    MeasuredBoundaryIT(Workshop workshop) {
        this.learner = workshop.learner();
        this.folder = workshop.newFolder("measured-boundary");
        this.data = folder.resolve("photos");
    }

    @BeforeAll
    void copySomePhotos() throws IOException {
        for (String label : List.of("ants", "bees")) {
            Path target = Files.createDirectories(data.resolve(label));
            try (Stream<Path> photos = Files.list(Fixtures.path("data/hymenoptera/train/" + label))) {
                photos.sorted().limit(PHOTOS_PER_CLASS).forEach(photo -> copy(photo, target));
            }
        }
    }

    private static void copy(Path photo, Path target) {
        try {
            Files.copy(photo, target.resolve(photo.getFileName().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theChoiceIsInTheReportAndInTheBundleAndIsTheSameAgain() {
        Path bundle = folder.resolve("measured.tlz");

        TrainingReport report = learner.train(Photos.request(data, bundle).withMeasuredBoundary(true));

        BoundariesCompared compared = (BoundariesCompared) report.decisions().get(0);
        assertThat(compared.candidates())
                .extracting(BoundaryCandidate::vertices)
                .containsExactly(
                        List.of("features.12"),
                        List.of("features.11"),
                        List.of("features.10"),
                        List.of("features.11", "features.12"),
                        List.of("features.10", "features.11", "features.12"));
        assertThat(compared.candidates())
                .allSatisfy(candidate -> assertThat(candidate.outcome()).isInstanceOf(Measured.class));
        assertThat(compared.images()).isEqualTo(report.trainImages());
        BundleManifest manifest = learner.bundles().read(bundle).manifest();
        assertThat(manifest.boundaries()).isEqualTo(compared.taken().vertices());
        assertThat(manifest.reasons().get(0)).startsWith("Boundary: ");
        assertThat(manifest.provenance().settings()).containsEntry("boundary", "auto");
        assertThat(learner.evaluate(EvaluationRequest.of(bundle, data))
                        .evaluation()
                        .accuracy())
                .isGreaterThan(0.8);

        TrainingReport again =
                learner.train(Photos.request(data, folder.resolve("again.tlz")).withMeasuredBoundary(true));
        assertThat(gains((BoundariesCompared) again.decisions().get(0))).isEqualTo(gains(compared));
    }

    @Test
    void aPlaceReachesWhatItReachesWhenItIsNamed() {
        TrainingReport measured =
                learner.train(Photos.request(data, folder.resolve("all.tlz")).withMeasuredBoundary(true));
        TrainingReport named = learner.train(Photos.request(data, folder.resolve("named.tlz"))
                .withBackbone(BackboneRequest.of(Photos.BACKBONE).upTo(taken(measured))));

        assertThat(named.validation().accuracy())
                .isEqualTo(measured.validation().accuracy());
        assertThat(named.validation().logLoss()).isCloseTo(measured.validation().logLoss(), within(1e-6));
    }

    private static String[] taken(TrainingReport report) {
        return report.manifest().boundaries().toArray(String[]::new);
    }

    private static List<Object> gains(BoundariesCompared compared) {
        return compared.candidates().stream()
                .<Object>map(candidate -> ((Measured) candidate.outcome()).gain())
                .toList();
    }

    @Test
    void theCommandPrintsTheMeasurementAsData() throws Exception {
        Path weights = Fixtures.path("weights/" + Photos.BACKBONE + ".safetensors");
        CommandLineRun run = CommandLineRun.json(
                folder,
                "train",
                "--data",
                data.toString(),
                "--output",
                folder.resolve("command.tlz").toString(),
                "--backbone",
                Photos.BACKBONE,
                "--weights",
                weights.toString(),
                "--strategy",
                "feature-extraction",
                "--boundary",
                "auto");

        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode boundary = run.json().get("boundary");
        assertThat(boundary.get("candidates")).hasSize(5);
        assertThat(boundary.at("/candidates/0/vertices/0").asText()).isEqualTo("features.12");
        assertThat(boundary.at("/candidates/0").has("gain")).isFalse();
        assertThat(boundary.at("/candidates/4/gainInterval")).hasSize(2);
        assertThat(boundary.get("images").asInt())
                .isEqualTo(run.json().at("/images/train").asInt());
        assertThat(boundary.get("confidence").asDouble()).isCloseTo(1 - 0.05 / 4, within(1e-12));
    }
}
