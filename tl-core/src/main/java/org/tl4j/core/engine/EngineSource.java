package org.tl4j.core.engine;

import java.util.List;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;

/** An engine that may still have to start. Thread-safe. */
interface EngineSource {
    String name();

    /** Whether it is an {@link OnnxRunner}. Starts nothing. */
    boolean runsOnnx();

    /** The kinds of files of weights that it opens. Starts nothing. */
    List<WeightsKind> weightsKinds();

    /** The engine, which starts with the first call. */
    Engine engine();

    /** One that runs. */
    static EngineSource of(Engine engine) {
        return new EngineSource() {
            @Override
            public String name() {
                return engine.name();
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
            public Engine engine() {
                return engine;
            }
        };
    }

    /** One that its provider starts. */
    static EngineSource of(EngineProvider provider, TensorFormat tensors) {
        return new Lazy(provider, tensors);
    }

    /** Starts once, by whoever needs it first. */
    final class Lazy implements EngineSource {
        private final EngineProvider provider;
        private final TensorFormat tensors;
        private Engine started;

        private Lazy(EngineProvider provider, TensorFormat tensors) {
            this.provider = provider;
            this.tensors = tensors;
        }

        @Override
        public String name() {
            return provider.name();
        }

        @Override
        public boolean runsOnnx() {
            return provider.runsOnnx();
        }

        @Override
        public List<WeightsKind> weightsKinds() {
            return provider.weightsKinds();
        }

        @Override
        public synchronized Engine engine() {
            if (started == null) {
                started = provider.start(tensors);
            }
            return started;
        }
    }
}
