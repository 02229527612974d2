package org.tl4j.dl4j;

import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/** Starts the engine {@code deeplearning4j} for those who find engines on the class path. */
public final class Dl4jEngineProvider implements EngineProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Dl4jEngineProvider() {}

    @Override
    public String name() {
        return BackboneEntry.DEEPLEARNING4J;
    }

    @Override
    public Engine start(TensorFormat tensors) {
        return new Dl4jBackend(Dl4jRuntime.start(RuntimeSettings.defaults())).engine(tensors);
    }
}
