package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.Score;
import org.tl4j.core.weights.WeightsOrigin;

class TrainingReportBuilderTest {
    private static final Path BUNDLE = Path.of("model.tlz");

    @Test
    void aManifestIsEnough() {
        TrainingReport report =
                TrainingReport.builder(BUNDLE, Manifests.COLOURS).build();

        assertThat(report.bundle()).isEqualTo(BUNDLE);
        assertThat(report.manifest()).isEqualTo(Manifests.COLOURS);
        assertThat(report.backbone().name()).isEqualTo("net");
        assertThat(report.backbone().origin()).isEqualTo(WeightsOrigin.PRESENT);
        assertThat(report.backbone().entry().preprocessing()).isEqualTo(Manifests.COLOURS.preprocessing());
        assertThat(report.split())
                .isEqualTo(new DatasetSplit(
                        Manifests.COLOURS.labels(), List.of(), List.of(), List.of(), List.of(), List.of()));
        assertThat(report.trainImages()).isZero();
        assertThat(report.validation()).isEqualTo(new Score(0, 0, 0, false));
        assertThat(report.total()).isZero();
        assertThat(report.features()).isZero();
        assertThat(report.training()).isZero();
        assertThat(report.skipped()).isEmpty();
        assertThat(report.warnings()).isEmpty();
        assertThat(report.decisions()).isEmpty();
    }

    @Test
    void itIsRefittedIfTheManifestSaysSo() {
        assertThat(TrainingReport.builder(BUNDLE, Manifests.COLOURS).build().refitted())
                .isFalse();
        assertThat(TrainingReport.builder(
                                BUNDLE,
                                Manifests.COLOURS.toBuilder().refitted(true).build())
                        .build()
                        .refitted())
                .isTrue();
    }

    @Test
    void bundleAndManifestAreRequired() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> TrainingReport.builder(null, Manifests.COLOURS))
                .withMessageContaining("bundle");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> TrainingReport.builder(BUNDLE, null))
                .withMessageContaining("manifest");
    }

    @Test
    void everyComponentComesBackOutOfABuilder() {
        TrainingReport report = new TrainingReport(
                BUNDLE,
                Manifests.COLOURS,
                new BackboneSelection(
                        Entries.CIFAR,
                        false,
                        WeightsOrigin.FETCHED,
                        OptionalLong.of(7),
                        List.of("https://example.org/net")),
                new DatasetSplit(
                        Manifests.COLOURS.labels(),
                        List.of(FakeImages.sample("4 4 250 0 0", "red")),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of()),
                20,
                List.of(new SkippedImage(ImageLocation.file(Path.of("broken.jpg")), "must be whole")),
                new Score(0.9, 0.2, 10, true),
                true,
                Duration.ofSeconds(9),
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                List.of(RunWarnings.refitted()),
                List.of(new Decision.Refitted(30)));

        assertThat(report.toBuilder().build()).isEqualTo(report);
    }
}
