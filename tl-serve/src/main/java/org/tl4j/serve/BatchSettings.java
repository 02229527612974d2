package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.time.Duration;
import org.tl4j.core.error.UsageException;

/**
 * How images of several requests are put into one batch. Start with {@link #DEFAULT}.
 *
 * @param maximumSize images that go through the network together: from 1 to 4096
 * @param maximumDelay how long a decoded image waits for others that are being decoded: from 0 to 10 seconds
 * @param queueSize images of a model that are accepted and in no batch yet; further requests are refused: from 1 to 100,000
 * @param batchThreads batches of a model that are computed at the same time: from 1 to 1024. More than one is for engines that
 *     compute several at the same time, as ONNX Runtime does, with a share of the processor cores for each
 * @param decodingThreads how many images of all models are decoded at the same time: from 1 to 1024
 */
public record BatchSettings(
        int maximumSize, Duration maximumDelay, int queueSize, int batchThreads, int decodingThreads) {
    // before the default, which is checked by it
    private static final Duration LONGEST_DELAY = Duration.ofSeconds(10);

    /**
     * Batches of 32 images, 5 milliseconds, 256 images that wait, one batch at a time, and as many threads that decode as there are
     * processors.
     */
    public static final BatchSettings DEFAULT = new BatchSettings(
            32, Duration.ofMillis(5), 256, 1, Runtime.getRuntime().availableProcessors());

    /**
     * Checks the values.
     *
     * @throws UsageException if one is out of range
     */
    public BatchSettings {
        required(maximumDelay, "maximum-delay");
        requireRange("maximum batch size", maximumSize, 4096);
        requireRange("queue size", queueSize, 100_000);
        requireRange("batch threads", batchThreads, 1024);
        requireRange("decoding threads", decodingThreads, 1024);
        if (maximumDelay.isNegative() || maximumDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new UsageException(
                    "maximum batch delay", "must be from 0 to 10 seconds", maximumDelay.toMillis() + " ms", "");
        }
    }

    /** The same with batches of another size. */
    public BatchSettings withMaximumSize(int other) {
        return new BatchSettings(other, maximumDelay, queueSize, batchThreads, decodingThreads);
    }

    /** The same with another delay. */
    public BatchSettings withMaximumDelay(Duration other) {
        return new BatchSettings(maximumSize, other, queueSize, batchThreads, decodingThreads);
    }

    /** The same with a queue of another size. */
    public BatchSettings withQueueSize(int other) {
        return new BatchSettings(maximumSize, maximumDelay, other, batchThreads, decodingThreads);
    }

    /**
     * The same with another number of batches that are computed at the same time. The engine of the predictors must use a share of the
     * cores for each of them, or they are slower than one after the other.
     */
    public BatchSettings withBatchThreads(int other) {
        return new BatchSettings(maximumSize, maximumDelay, queueSize, other, decodingThreads);
    }

    /** The same with another number of threads that decode. */
    public BatchSettings withDecodingThreads(int other) {
        return new BatchSettings(maximumSize, maximumDelay, queueSize, batchThreads, other);
    }

    private static void requireRange(String name, int value, int most) {
        if (value < 1 || value > most) {
            throw new UsageException(name, "must be from 1 to " + most, Integer.toString(value), "");
        }
    }
}
