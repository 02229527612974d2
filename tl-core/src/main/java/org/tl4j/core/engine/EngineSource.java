package org.tl4j.core.engine;

import java.util.List;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;

/** An engine that starts when it is needed first. Thread-safe. */
final class EngineSource {
    private final EngineProvider provider;
    private final TensorFormat tensors;
    private Engine started;

    /**
     * @param tensors with which the engine reads weights; may be null for one that runs already
     */
    EngineSource(EngineProvider provider, TensorFormat tensors) {
        this.provider = provider;
        this.tensors = tensors;
    }

    String name() {
        return provider.name();
    }

    /** Whether it is an {@link OnnxRunner}. Starts nothing. */
    boolean runsOnnx() {
        return provider.runsOnnx();
    }

    /** The kinds of files of weights that it opens. Starts nothing. */
    List<WeightsKind> weightsKinds() {
        return provider.weightsKinds();
    }

    /** The exporters that need no start. Starts nothing. */
    List<NetworkExporter> exporters() {
        return provider.exporters();
    }

    synchronized Engine engine() {
        if (started == null) {
            started = provider.start(tensors);
        }
        return started;
    }
}
