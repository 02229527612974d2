package org.tl4j.dl4j;

import java.util.List;
import java.util.function.Supplier;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.dl4j.backbone.Dl4jEngine;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/** Starts the engine {@code deeplearning4j} for those who find engines on the class path. */
public final class Dl4jEngineProvider implements EngineProvider {
    private final Supplier<Dl4jBackend> backend;

    /** For {@link java.util.ServiceLoader}. */
    public Dl4jEngineProvider() {
        this(() -> new Dl4jBackend(Dl4jRuntime.start(RuntimeSettings.defaults())));
    }

    /** Starts the engine of a backend that is made when it is needed. */
    Dl4jEngineProvider(Supplier<Dl4jBackend> backend) {
        this.backend = backend;
    }

    @Override
    public String name() {
        return BackboneEntry.DEEPLEARNING4J;
    }

    @Override
    public Engine start(TensorFormat tensors) {
        return backend.get().engine(tensors);
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return Dl4jEngine.WEIGHTS_KINDS;
    }
}
