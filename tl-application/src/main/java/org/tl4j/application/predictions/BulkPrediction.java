package org.tl4j.application.predictions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.progress.Progress;

/**
 * Predicts any number of images, a chunk at a time, and hands each result to where it is kept. An image that every sink has
 * already is not predicted again. The predictor and the sinks stay their owners'. Not thread-safe.
 *
 * <p>Open a {@link PredictionTable} or an {@link ImageSorter} as a sink, hand over the images as {@link ListedImage}s, and
 * close the sink.
 */
public final class BulkPrediction {
    /** Enough that decoding ahead seldom waits, and few enough paths to keep. */
    private static final int CHUNK = 512;

    private final Predictor predictor;
    private final List<PredictionSink> sinks;

    /** From this predictor into these sinks. */
    public BulkPrediction(Predictor predictor, List<? extends PredictionSink> sinks) {
        this.predictor = predictor;
        this.sinks = List.copyOf(sinks);
    }

    /**
     * How many images there were.
     *
     * @param images all of them
     * @param before those whose results were kept by an earlier run
     * @param failed those of this run that could not be read
     */
    public record Counts(long images, long before, long failed) {
        /** Those whose results this run has kept. */
        public long added() {
            return images - before;
        }
    }

    /**
     * Predicts images.
     *
     * @param images in any order, read once
     * @param expected about how many there are, for {@code progress}
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted; it stays so, and what was kept until
     *     then is complete
     */
    public Counts run(Iterator<ListedImage> images, long expected, Progress progress) {
        Run run = new Run(expected, progress);
        while (images.hasNext()) {
            run.take(images.next());
        }
        run.predict();
        return new Counts(run.images, run.before, run.failed);
    }

    /** The state of one call. */
    private final class Run {
        private final long expected;
        private final Progress progress;
        private final List<Path> chunk = new ArrayList<>();
        private long images;
        private long before;
        private long failed;

        Run(long expected, Progress progress) {
            this.expected = expected;
            this.progress = progress;
        }

        void take(ListedImage image) {
            Path path = image.path();
            if (sinks.stream().allMatch(sink -> sink.has(path))) {
                before++;
                count();
            } else if (image.problem().isPresent()) {
                keep(path, new PredictionResult.Failed(image.problem().get()));
            } else {
                chunk.add(path);
                if (chunk.size() == CHUNK) {
                    predict();
                }
            }
        }

        void predict() {
            Iterator<Path> next = List.copyOf(chunk).iterator();
            predictor.predictEachFile(List.copyOf(chunk), result -> keep(next.next(), result));
            chunk.clear();
        }

        private void keep(Path image, PredictionResult result) {
            for (PredictionSink sink : sinks) {
                if (!sink.has(image)) {
                    sink.add(image, result);
                }
            }
            failed += result instanceof PredictionResult.Failed ? 1 : 0;
            count();
        }

        private void count() {
            images++;
            progress.at("predicting", images, Math.max(images, expected));
        }
    }
}
