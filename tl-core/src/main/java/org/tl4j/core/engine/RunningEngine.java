package org.tl4j.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;

/** The provider of an engine that runs already. */
final class RunningEngine implements EngineProvider {
    private final Engine engine;

    RunningEngine(Engine engine) {
        this.engine = requireNonNull(engine, "engine is null");
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public Engine start(TensorFormat tensors) {
        return engine;
    }

    @Override
    public boolean runsOnnx() {
        return engine.onnxRunner().isPresent();
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return engine.weightsKinds();
    }

    @Override
    public List<NetworkExporter> exporters() {
        return engine.exporters();
    }
}
