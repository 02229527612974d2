package org.tl4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.predict.PredictorSettings;

class ImageWorkTest {
    @TempDir
    private Path folder;

    @Test
    void anImageWhoseClientCannotBeAskedForGivesItsPlaceBack() throws Exception {
        Path file = Files.writeString(folder.resolve("a.tlz"), "one");
        List<SubmittedImage> images = List.of(new SubmittedImage("image", "0.5".getBytes(StandardCharsets.US_ASCII)));
        try (ImageWork<Prediction> work = new ImageWork<>(
                "work",
                new FakeModels().staged(file, PredictorSettings.DEFAULT),
                Runnable::run,
                Runnable::run,
                new BatchSettings(1, Duration.ZERO, 1, 1, 1),
                BatchObserver.NONE,
                System::nanoTime)) {
            CompletableFuture<List<ImageOutcome<Prediction>>> failed = work.encoded(images, () -> {
                throw new IllegalStateException("no connection");
            });

            assertThatThrownBy(failed::join).hasMessageContaining("no connection");
            assertThat(work.waiting()).isZero();
            assertThat(work.encoded(images, () -> true).join().get(0).result()).isPresent();
        }
    }
}
