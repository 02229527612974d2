package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.util.Optional;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.UsageException;

/**
 * How a predictor or an embedder reads images and works on many of them. Start with {@link #DEFAULT}.
 *
 * @param limits on the images
 * @param batchSize images that go through the network together, where there are several: from 1 to 4096
 * @param workers threads that decode, which stay their owner's; empty takes as many as there are processors, which are
 *     closed with the predictor
 * @param calibrated whether probabilities are those at the temperature of the bundle, where it has one, instead of the network's
 * @param coverage the share of images whose set of classes shall contain the right one, in (0, 1), where the bundle keeps what it
 *     needs for it; empty takes the sets of the bundle
 */
public record PredictorSettings(
        ReadingSettings limits,
        int batchSize,
        Optional<Workers> workers,
        boolean calibrated,
        Optional<Double> coverage) {
    /** Batches of 32 images, the default limits, and threads of its own. */
    public static final PredictorSettings DEFAULT =
            new PredictorSettings(ReadingSettings.DEFAULT, 32, Optional.empty(), false, Optional.empty());

    private static final int LARGEST_BATCH = 4096;

    /**
     * Checks the values.
     *
     * @throws UsageException if something is null, or the batch size is out of range
     */
    public PredictorSettings {
        required(limits, "limits");
        required(workers, "workers");
        required(coverage, "coverage");
        if (batchSize < 1 || batchSize > LARGEST_BATCH) {
            throw new UsageException(
                    "batch size", "must be from 1 to " + LARGEST_BATCH, Integer.toString(batchSize), "");
        }
    }

    /** The same with the sets of the bundle. */
    public PredictorSettings(ReadingSettings limits, int batchSize, Optional<Workers> workers, boolean calibrated) {
        this(limits, batchSize, workers, calibrated, Optional.empty());
    }

    /** The same with other limits. */
    public PredictorSettings withLimits(ReadingSettings other) {
        return new PredictorSettings(other, batchSize, workers, calibrated, coverage);
    }

    /** The same with batches of another size. */
    public PredictorSettings withBatchSize(int other) {
        return new PredictorSettings(limits, other, workers, calibrated, coverage);
    }

    /** The same, decoding by threads of the caller's. */
    public PredictorSettings withWorkers(Workers other) {
        return new PredictorSettings(limits, batchSize, Optional.of(required(other, "workers")), calibrated, coverage);
    }

    /** The same, with probabilities at the temperature of the bundle. */
    public PredictorSettings withCalibrated(boolean other) {
        return new PredictorSettings(limits, batchSize, workers, other, coverage);
    }

    /** The same, with sets of classes of another coverage, in (0, 1). */
    public PredictorSettings withCoverage(double other) {
        return new PredictorSettings(limits, batchSize, workers, calibrated, Optional.of(other));
    }
}
