package org.tl4j.dl4j;

import org.tl4j.core.engine.Engine;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.dl4j.backbone.Dl4jEngine;
import org.tl4j.dl4j.head.SoftmaxHeadTrainer;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/**
 * The backend for those who do not use Guice. Everything needs the started {@link Dl4jRuntime}, so that ND4J never starts
 * before its natives are chosen. Immutable.
 */
public final class Dl4jBackend {
    private final Dl4jRuntime runtime;

    /**
     * A backend on a runtime that was started.
     *
     * @param runtime what ND4J runs on
     */
    public Dl4jBackend(Dl4jRuntime runtime) {
        this.runtime = runtime;
    }

    /** What ND4J runs on. */
    public Dl4jRuntime runtime() {
        return runtime;
    }

    /** The engine {@code deeplearning4j}, which reads tensors with {@code format}. */
    public Engine engine(TensorFormat format) {
        return new Dl4jEngine(runtime, format);
    }

    /** Fits new output layers. */
    public HeadTrainer headTrainer() {
        return new SoftmaxHeadTrainer();
    }
}
