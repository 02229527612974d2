package org.tl4j.dl4j;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.ProvidesIntoSet;
import jakarta.inject.Singleton;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/**
 * Wires the Deeplearning4j backend: an {@link Engine} in the set of engines, {@link Dl4jRuntime}, {@link HeadTrainer}. Needs a binding of {@link TensorFormat}. ND4J starts when the engine or the runtime is asked for.
 */
public final class Dl4jModule extends AbstractModule {
    @Provides
    @Singleton
    Dl4jRuntime runtime() {
        return Dl4jRuntime.start(RuntimeSettings.defaults());
    }

    @Provides
    @Singleton
    Dl4jBackend backend(Dl4jRuntime runtime) {
        return new Dl4jBackend(runtime);
    }

    @ProvidesIntoSet
    @Singleton
    Engine engine(Dl4jBackend backend, TensorFormat format) {
        return backend.engine(format);
    }

    @Provides
    @Singleton
    HeadTrainer headTrainer(Dl4jBackend backend) {
        return backend.headTrainer();
    }
}
