package org.tl4j.learner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.progress.Progress;
import org.tl4j.learner.BenchmarkReport.Figure;
import org.tl4j.learner.BenchmarkReport.Latency;
import org.tl4j.learner.BenchmarkReport.Spread;
import org.tl4j.learner.BenchmarkReport.Subject;

class BenchmarkReportTest {
    @Test
    void figuresAreJudgedByTheFastestProduct() {
        Figure forward = figure(Subject.FORWARD, OptionalDouble.of(60e9));
        Figure decoding = figure(Subject.DECODING, OptionalDouble.empty());
        BenchmarkReport report = report(
                figure(Subject.MATRIX_PRODUCT, OptionalDouble.of(80e9)),
                figure(Subject.MATRIX_PRODUCT, OptionalDouble.of(120e9)),
                forward,
                decoding);

        assertThat(report.bestProduct()).hasValue(120e9);
        assertThat(report.share(forward)).hasValue(0.5);
        assertThat(report.share(decoding)).isEmpty();
    }

    @Test
    void withoutAProductThereIsNoShare() {
        Figure forward = figure(Subject.FORWARD, OptionalDouble.of(60e9));

        assertThat(report(forward).share(forward)).isEmpty();
    }

    @Test
    void aRequestIsChecked() {
        Path place = Path.of("photos");

        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() ->
                        new BenchmarkRequest(BackboneRequest.of("a"), place, place, 0, Duration.ZERO, Progress.NONE))
                .withMessageContaining("batch must be from 1 to 1024, found 0");
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> new BenchmarkRequest(
                        BackboneRequest.of("a"), place, place, 1, Duration.ofSeconds(-1), Progress.NONE))
                .withMessageContaining("each");
    }

    private static Figure figure(Subject subject, OptionalDouble work) {
        return new Figure(subject, Optional.empty(), 1, new Spread(2, 1, 3), work);
    }

    private static BenchmarkReport report(Figure... figures) {
        return new BenchmarkReport(
                "a", OptionalLong.empty(), 16, 2, List.of(figures), new Latency(0.1, 0.2, 5), List.of());
    }
}
