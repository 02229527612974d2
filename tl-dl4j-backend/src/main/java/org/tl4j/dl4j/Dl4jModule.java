package org.tl4j.dl4j;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.ProvidesIntoSet;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/**
 * Wires the Deeplearning4j backend: an {@link EngineProvider} in their set, {@link Dl4jBackend}, {@link Dl4jRuntime},
 * {@link HeadTrainer}. ND4J starts when the engine, the backend or the runtime is asked for, or the first head is fitted.
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
    EngineProvider engine(Provider<Dl4jBackend> backend) {
        return new Dl4jEngineProvider(backend::get);
    }

    @Provides
    @Singleton
    HeadTrainer headTrainer(Provider<Dl4jBackend> backend) {
        return Dl4jBackend.headTrainer(backend::get);
    }
}
