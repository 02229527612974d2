package org.tl4j.dl4j;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.network.NetworkLoader;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/**
 * Wires the Deeplearning4j backend: {@link Dl4jRuntime}, {@link BackboneCatalog}, {@link BackboneImporter},
 * {@link HeadTrainer}, {@link NetworkLoader}. Needs bindings of {@link TensorFormat} and {@link WeightsLocator}. ND4J
 * starts when the first of them is asked for.
 */
public final class Dl4jModule extends AbstractModule {
    private final Optional<Path> file;
    private final Optional<Path> imported;

    /** The published backbones alone. */
    public Dl4jModule() {
        this(Optional.empty(), Optional.empty());
    }

    /**
     * Those of a user's catalogue file and of a folder of imported networks as well, as
     * {@link Dl4jBackend#catalog(TensorFormat, WeightsLocator, Optional, Optional)} says.
     */
    public Dl4jModule(Optional<Path> file, Optional<Path> imported) {
        this.file = requireNonNull(file, "file is null");
        this.imported = requireNonNull(imported, "imported is null");
    }

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

    @Provides
    @Singleton
    BackboneCatalog catalog(Dl4jBackend backend, TensorFormat format, WeightsLocator locator) {
        return backend.catalog(format, locator, file, imported);
    }

    @Provides
    @Singleton
    BackboneImporter importer(Dl4jBackend backend) {
        return backend.importer();
    }

    @Provides
    @Singleton
    HeadTrainer headTrainer(Dl4jBackend backend) {
        return backend.headTrainer();
    }

    @Provides
    @Singleton
    NetworkLoader networkLoader(Dl4jBackend backend) {
        return backend.networkLoader();
    }
}
