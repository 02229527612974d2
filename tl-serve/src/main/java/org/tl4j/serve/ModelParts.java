package org.tl4j.serve;

import java.util.concurrent.Executor;
import java.util.function.LongSupplier;

/** What all models of a server work with. Immutable. */
final class ModelParts {
    private final ModelSources sources;
    private final ServerSettings settings;
    private final Executor decoding;
    private final Executor answering;
    private final ServerMetrics metrics;
    private final LongSupplier nanos;

    ModelParts(
            ModelSources sources,
            ServerSettings settings,
            Executor decoding,
            Executor answering,
            ServerMetrics metrics,
            LongSupplier nanos) {
        this.sources = sources;
        this.settings = settings;
        this.decoding = decoding;
        this.answering = answering;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    ModelSources sources() {
        return sources;
    }

    ServerSettings settings() {
        return settings;
    }

    Executor decoding() {
        return decoding;
    }

    /** Makes answers, so that no thread that computes does. */
    Executor answering() {
        return answering;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    LongSupplier nanos() {
        return nanos;
    }
}
