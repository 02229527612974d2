package org.tl4j.core.engine;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.error.Tl4jException;

/** An {@link OnnxRunner} cannot run a sound network on this machine; the engine that the network is for may. */
public final class RefusedNetworkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Tl4jException failure;

    /** Refused because of {@code failure}. */
    public RefusedNetworkException(Tl4jException failure) {
        super(requireNonNull(failure, "failure is null").getMessage(), failure);
        this.failure = failure;
    }

    /** The error for people, where no other engine can run the network. */
    public Tl4jException failure() {
        return failure;
    }
}
