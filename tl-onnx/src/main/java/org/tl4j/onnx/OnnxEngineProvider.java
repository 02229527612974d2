package org.tl4j.onnx;

import java.util.List;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.onnx.export.OnnxExporter;
import org.tl4j.onnx.importing.OnnxKind;

/** Starts the engine {@code onnxruntime} for those who find engines on the class path. */
public final class OnnxEngineProvider implements EngineProvider {
    private final OnnxSettings settings;

    /** For {@link java.util.ServiceLoader}: as {@link OnnxSettings#forJob} says. */
    public OnnxEngineProvider() {
        this(OnnxSettings.forJob());
    }

    /** Starts it with settings. */
    public OnnxEngineProvider(OnnxSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return OnnxEngine.NAME;
    }

    @Override
    public Engine start(TensorFormat tensors) {
        return OnnxEngine.start(settings, tensors);
    }

    @Override
    public boolean runsOnnx() {
        return true;
    }

    @Override
    public List<WeightsKind> weightsKinds() {
        return OnnxKind.KINDS;
    }

    @Override
    public List<NetworkExporter> exporters() {
        return OnnxExporter.ALL;
    }
}
