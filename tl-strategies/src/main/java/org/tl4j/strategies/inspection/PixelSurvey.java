package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.core.inspection.PixelMeter;
import org.tl4j.core.progress.Progress;

/** Measures the pixels of images, several at a time. Thread-safe. */
public final class PixelSurvey {
    /** The name of the stage for a {@link Progress}. */
    public static final String STAGE = "measuring pixels";

    private static final int BATCH = 64;

    private final ImageReader reader;
    private final PixelMeter meter;
    private final Workers workers;

    /** Reads with {@code reader} and measures with {@code meter}, both on {@code workers}, which their owners close. */
    public PixelSurvey(ImageReader reader, PixelMeter meter, Workers workers) {
        this.reader = reader;
        this.meter = meter;
        this.workers = workers;
    }

    /** The same with other limits. */
    public PixelSurvey within(ReadingSettings limits) {
        return new PixelSurvey(reader.within(limits), meter.within(limits), workers);
    }

    /**
     * What was measured.
     *
     * @param measures by the index of the image
     * @param failures why images could not be measured, by the same index
     */
    public record Result(Map<Integer, PixelMeasures> measures, Map<Integer, String> failures) {
        public Result {
            measures = Map.copyOf(measures);
            failures = Map.copyOf(failures);
        }
    }

    /** One image: measured, or why not. */
    private record Measured(Optional<PixelMeasures> measures, String failure) {}

    /** Some images that are being measured. */
    private record Batch(List<Sample> samples, List<Measured> results) {}

    /**
     * Measures images.
     *
     * @param samples of which at most {@code most} are measured, at even distances
     * @param most at least 0
     * @throws InterruptedWorkException if this thread is interrupted before the last; it stays so
     */
    public Result measure(List<Sample> samples, int most, Progress progress) {
        int[] chosen = Sampling.evenly(samples.size(), most);
        Map<Integer, PixelMeasures> measures = new TreeMap<>();
        Map<Integer, String> failures = new TreeMap<>();
        LookAhead<Batch> batches = new LookAhead<>(workers, new Source(samples, chosen));
        int[] done = {0};
        try {
            batches.eachUntilInterrupted(0, (chosen.length + BATCH - 1) / BATCH, (number, batch) -> {
                for (Measured result : batch.results()) {
                    int index = chosen[done[0]++];
                    result.measures()
                            .ifPresentOrElse(
                                    measured -> measures.put(index, measured),
                                    () -> failures.put(index, result.failure()));
                }
                progress.at(STAGE, done[0], chosen.length);
                return true;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException(
                    new Problem(
                            STAGE,
                            "must not be interrupted",
                            "an interruption after %d of %d".formatted(done[0], chosen.length),
                            ""),
                    e);
        }
        return new Result(measures, failures);
    }

    private final class Source implements LookAhead.Source<Batch> {
        private final List<Sample> samples;
        private final int[] chosen;

        Source(List<Sample> samples, int[] chosen) {
            this.samples = samples;
            this.chosen = chosen;
        }

        @Override
        public Batch open(int number) {
            List<Sample> some = new ArrayList<>();
            List<Measured> results = new ArrayList<>();
            for (int i = number * BATCH; i < Math.min(chosen.length, (number + 1) * BATCH); i++) {
                some.add(samples.get(chosen[i]));
                results.add(new Measured(Optional.empty(), ""));
            }
            return new Batch(some, results);
        }

        @Override
        public int items(Batch batch) {
            return batch.samples().size();
        }

        @Override
        public void load(Batch batch, int item) {
            // each worker sets places of its own
            batch.results().set(item, measured(batch.samples().get(item)));
        }
    }

    private Measured measured(Sample sample) {
        try {
            return new Measured(Optional.of(meter.measure(reader.read(sample.location()))), "");
        } catch (DataException e) {
            return new Measured(Optional.empty(), e.getMessage());
        }
    }
}
