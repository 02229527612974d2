package org.tl4j.application.predictions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

class BulkPredictionTest {
    private static final int IMAGES = 2000;

    @TempDir
    private Path folder;

    @Test
    void aRunThatEndedAnywhereIsContinuedToTheSameTableAndPredictsTheRestAlone() throws Exception {
        Counting all = new Counting(Integer.MAX_VALUE);
        run(all, "whole.csv");

        Counting interrupted = new Counting(777);
        assertThatIllegalStateException().isThrownBy(() -> run(interrupted, "parts.csv"));
        Counting rest = new Counting(Integer.MAX_VALUE);
        BulkPrediction.Counts counts = run(rest, "parts.csv");

        assertThat(counts).isEqualTo(new BulkPrediction.Counts(IMAGES, 777, 0));
        assertThat(rest.predicted).isEqualTo(IMAGES - 777);
        assertThat(folder.resolve("parts.csv")).hasSameBinaryContentAs(folder.resolve("whole.csv"));
        assertThat(Files.readAllLines(folder.resolve("whole.csv"))).hasSize(IMAGES + 1);
    }

    @Test
    void noMoreThanAChunkIsHandedOverAtOnce() {
        Counting predictor = new Counting(Integer.MAX_VALUE);
        run(predictor, "p.csv");

        assertThat(predictor.largest).isLessThanOrEqualTo(512);
    }

    private BulkPrediction.Counts run(Predictor predictor, String name) {
        PredictionColumns columns = new PredictionColumns(List.of("ants"), false);
        try (PredictionTable table = PredictionTable.open(folder.resolve(name), columns, Digest.of("model"))) {
            return new BulkPrediction(predictor, List.of(table))
                    .run(
                            IntStream.range(0, IMAGES)
                                    .mapToObj(i -> ListedImage.of(Path.of(i + ".png")))
                                    .iterator(),
                            IMAGES,
                            Progress.NONE);
        }
    }

    /** Fails after some images, as a process that ends. */
    private static final class Counting implements Predictor {
        private final int end;
        private int predicted;
        private int largest;

        Counting(int end) {
            this.end = end;
        }

        @Override
        public void predictEachFile(List<Path> images, Consumer<PredictionResult> results) {
            largest = Math.max(largest, images.size());
            for (Path image : images) {
                if (predicted == end) {
                    throw new IllegalStateException("ended at " + image);
                }
                predicted++;
                results.accept(new PredictionResult.Predicted(predict(image)));
            }
        }

        @Override
        public Prediction predict(Path image) {
            return new Prediction(List.of(new ScoredLabel("ants", 1)));
        }

        @Override
        public List<PredictionResult> predictEachFile(List<Path> images) {
            List<PredictionResult> results = new ArrayList<>();
            predictEachFile(images, results::add);
            return results;
        }

        @Override
        public BundleManifest manifest() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Prediction predict(byte[] encoded) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Prediction predict(BufferedImage image) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Prediction> predictAll(List<byte[]> encoded) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PredictionResult> predictEach(List<byte[]> encoded) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
