package org.tl4j.onnx;

import com.google.inject.AbstractModule;
import com.google.inject.multibindings.ProvidesIntoSet;
import jakarta.inject.Singleton;
import org.tl4j.core.engine.EngineProvider;

/** Wires ONNX Runtime: an {@link EngineProvider} in their set, which loads the native library when the engine is needed. */
public final class OnnxModule extends AbstractModule {
    private final OnnxSettings settings;

    /** With {@link OnnxSettings#forJob}. */
    public OnnxModule() {
        this(OnnxSettings.forJob());
    }

    /** With settings. */
    public OnnxModule(OnnxSettings settings) {
        this.settings = settings;
    }

    @ProvidesIntoSet
    @Singleton
    EngineProvider provider() {
        return new OnnxEngineProvider(settings);
    }
}
