package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.time.Duration;
import org.tl4j.core.error.UsageException;

/**
 * Limits on requests. Limits on the pixels of an image are those of {@link org.tl4j.predict.PredictorSettings}. Start with
 * {@link #DEFAULT}.
 *
 * @param timeLimit from a received request to its answer: at least 1 millisecond
 * @param receiveWithin from the start of a connection, or its last answer, to the whole header of a request; from there to the last
 *     byte of the body; and from the start of an answer until the client has taken it: at least 1 millisecond each
 * @param idleTimeout how long a connection may send or take nothing while there is something to send or to take: at least 1
 *     millisecond
 * @param maximumBodyBytes the longest body: from 1 to 2,000,000,000
 * @param maximumImages images of one request: from 1 to 10,000
 * @param maximumConnections further ones wait until one ends: from 1 to 100,000
 * @param maximumHeaderBytes the longest header of a request: from 1,024 to 1,048,576
 * @param memoryBytes bodies of all requests together, which are in memory: at least {@code maximumBodyBytes}
 */
public record RequestLimits(
        Duration timeLimit,
        Duration receiveWithin,
        Duration idleTimeout,
        long maximumBodyBytes,
        int maximumImages,
        int maximumConnections,
        int maximumHeaderBytes,
        long memoryBytes) {
    /** 30 seconds, bodies of 20 MB that come within a minute, 64 images, 1024 connections, 256 MB of memory. */
    public static final RequestLimits DEFAULT = new RequestLimits(
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            20_000_000,
            64,
            1024,
            8192,
            256_000_000);

    /** What an array can hold, rounded down. */
    private static final long MOST_BODY_BYTES = 2_000_000_000;

    /**
     * Checks the values.
     *
     * @throws UsageException if one is out of range
     */
    public RequestLimits {
        requirePositive("time limit", timeLimit);
        requirePositive("time to receive a request", receiveWithin);
        requirePositive("idle timeout", idleTimeout);
        requireRange("maximum body bytes", maximumBodyBytes, 1, MOST_BODY_BYTES);
        requireRange("maximum images of a request", maximumImages, 1, 10_000);
        requireRange("maximum connections", maximumConnections, 1, 100_000);
        requireRange("maximum header bytes", maximumHeaderBytes, 1024, 1 << 20);
        requireRange("memory for bodies of requests", memoryBytes, maximumBodyBytes, Long.MAX_VALUE);
    }

    /** The same with another time limit. */
    public RequestLimits withTimeLimit(Duration other) {
        return new RequestLimits(
                other,
                receiveWithin,
                idleTimeout,
                maximumBodyBytes,
                maximumImages,
                maximumConnections,
                maximumHeaderBytes,
                memoryBytes);
    }

    /** The same with other limits on slow senders. */
    public RequestLimits withReceiving(Duration within, Duration idle) {
        return new RequestLimits(
                timeLimit,
                within,
                idle,
                maximumBodyBytes,
                maximumImages,
                maximumConnections,
                maximumHeaderBytes,
                memoryBytes);
    }

    /** The same with another limit on the body, for which there is memory at least once. */
    public RequestLimits withMaximumBodyBytes(long other) {
        return new RequestLimits(
                timeLimit,
                receiveWithin,
                idleTimeout,
                other,
                maximumImages,
                maximumConnections,
                maximumHeaderBytes,
                Math.max(memoryBytes, other));
    }

    /** The same with another limit on images. */
    public RequestLimits withMaximumImages(int other) {
        return new RequestLimits(
                timeLimit,
                receiveWithin,
                idleTimeout,
                maximumBodyBytes,
                other,
                maximumConnections,
                maximumHeaderBytes,
                memoryBytes);
    }

    /** The same with another limit on connections. */
    public RequestLimits withMaximumConnections(int other) {
        return new RequestLimits(
                timeLimit,
                receiveWithin,
                idleTimeout,
                maximumBodyBytes,
                maximumImages,
                other,
                maximumHeaderBytes,
                memoryBytes);
    }

    /** The same with another limit on the bodies of all requests together. */
    public RequestLimits withMemoryBytes(long other) {
        return new RequestLimits(
                timeLimit,
                receiveWithin,
                idleTimeout,
                maximumBodyBytes,
                maximumImages,
                maximumConnections,
                maximumHeaderBytes,
                other);
    }

    private static void requirePositive(String name, Duration value) {
        required(value, name);
        if (value.toMillis() < 1) {
            throw new UsageException(name, "must be at least 1 ms", value.toMillis() + " ms", "");
        }
    }

    private static void requireRange(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new UsageException(name, "must be from " + least + " to " + most, Long.toString(value), "");
        }
    }
}
