package org.tl4j.serve;

import static org.tl4j.core.error.Arguments.required;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import org.tl4j.core.error.UsageException;
import org.tl4j.predict.PredictorSettings;

/**
 * Where a server listens, and how it works. Start with {@link #DEFAULT}.
 *
 * @param host the name or address of a network interface of this machine
 * @param port from 0 to 65,535; 0 takes one that is free
 * @param token what requests must carry; empty lets every request in
 * @param insecure whether there may be no token on an address that other machines reach
 * @param batches how images are put together
 * @param limits on requests
 * @param predictor how images are read, and which probabilities are given; its batch size and workers are not used
 * @param watch how often the files of the models are looked at for changes; empty never does
 * @param stopWithin how long requests under way may take when the server stops
 */
public record ServerSettings(
        String host,
        int port,
        Optional<AccessToken> token,
        boolean insecure,
        BatchSettings batches,
        RequestLimits limits,
        PredictorSettings predictor,
        Optional<Duration> watch,
        Duration stopWithin) {
    /** Port 8080 of this machine alone, without a token. */
    public static final ServerSettings DEFAULT = new ServerSettings(
            "127.0.0.1",
            8080,
            Optional.empty(),
            false,
            BatchSettings.DEFAULT,
            RequestLimits.DEFAULT,
            PredictorSettings.DEFAULT,
            Optional.empty(),
            Duration.ofSeconds(10));

    /** The fewest milliseconds between two looks at the files. */
    private static final long SHORTEST_WATCH = 100;

    /**
     * Checks the values.
     *
     * @throws UsageException if something is null or out of range, the host is unknown, or other machines reach it without a token
     */
    public ServerSettings {
        required(host, "host");
        required(token, "token");
        required(batches, "batches");
        required(limits, "limits");
        required(predictor, "predictor");
        required(watch, "watch");
        required(stopWithin, "stop-within");
        if (port < 0 || port > 65_535) {
            throw new UsageException("port", "must be from 0 to 65535", Integer.toString(port), "");
        }
        if (stopWithin.isNegative()) {
            throw new UsageException("time to stop", "must be at least 0", stopWithin.toString(), "");
        }
        if (watch.isPresent() && watch.get().toMillis() < SHORTEST_WATCH) {
            throw new UsageException(
                    "time between two looks at the models",
                    "must be at least " + SHORTEST_WATCH + " ms",
                    watch.get().toMillis() + " ms",
                    "");
        }
        if (limits.maximumImages() > batches.queueSize()) {
            throw new UsageException(
                    "queue size",
                    "must be at least the images of one request, " + limits.maximumImages(),
                    Integer.toString(batches.queueSize()),
                    "allow fewer images, or a longer queue");
        }
        if (token.isEmpty() && !insecure && !address(host).isLoopbackAddress()) {
            throw new UsageException(
                    "a server that other machines reach",
                    "must have a token",
                    "none for the address " + host,
                    "give one, or say that everybody may use the server");
        }
    }

    /** The same at another address. */
    public ServerSettings withAddress(String otherHost, int otherPort) {
        return new ServerSettings(otherHost, otherPort, token, insecure, batches, limits, predictor, watch, stopWithin);
    }

    /** The same for requests that carry a token. */
    public ServerSettings withToken(AccessToken other) {
        return new ServerSettings(
                host, port, Optional.of(other), insecure, batches, limits, predictor, watch, stopWithin);
    }

    /** The same with other batches. */
    public ServerSettings withBatches(BatchSettings other) {
        return new ServerSettings(host, port, token, insecure, other, limits, predictor, watch, stopWithin);
    }

    /** The same with other limits. */
    public ServerSettings withLimits(RequestLimits other) {
        return new ServerSettings(host, port, token, insecure, batches, other, predictor, watch, stopWithin);
    }

    /** The same with another reading of images and probabilities. */
    public ServerSettings withPredictor(PredictorSettings other) {
        return new ServerSettings(host, port, token, insecure, batches, limits, other, watch, stopWithin);
    }

    /** The same, looking at the files of the models in this interval: at least 100 milliseconds. */
    public ServerSettings withWatch(Duration other) {
        return new ServerSettings(
                host, port, token, insecure, batches, limits, predictor, Optional.of(other), stopWithin);
    }

    /** The same with another time to stop. */
    public ServerSettings withStopWithin(Duration other) {
        return new ServerSettings(host, port, token, insecure, batches, limits, predictor, watch, other);
    }

    /** Whether only this machine reaches the server. */
    boolean isLocal() {
        return address(host).isLoopbackAddress();
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new UsageException(
                    "host", "must be a name or an address of this machine", host, "127.0.0.1 is this machine alone");
        }
    }
}
