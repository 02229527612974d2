package org.tl4j.core.engine;

import java.util.List;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;

/**
 * Starts an engine. The module of an engine names its provider in
 * {@code META-INF/services/org.tl4j.core.engine.EngineProvider}, so that who only predicts finds it on the class path without
 * naming a class of it. A provider has a public constructor without arguments, which does no work.
 */
public interface EngineProvider {
    /** The name of the engine, as in bundles. */
    String name();

    /**
     * Starts the engine, and with it native code where it has any.
     *
     * @param tensors with which it reads weights
     * @throws org.tl4j.core.error.EnvironmentException if it cannot run on this machine
     */
    Engine start(TensorFormat tensors);

    /** The provider of an engine that runs already. */
    static EngineProvider of(Engine engine) {
        return new RunningEngine(engine);
    }

    /** Whether the engine is an {@link OnnxRunner}; asked before it starts. */
    default boolean runsOnnx() {
        return false;
    }

    /** The engine's {@link Engine#weightsKinds()}; asked before it starts. */
    default List<WeightsKind> weightsKinds() {
        return List.of();
    }

    /** Those of the engine's {@link Engine#exporters()} that need no native code; asked before it starts. */
    default List<NetworkExporter> exporters() {
        return List.of();
    }
}
