package org.tl4j.dl4j;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.network.NetworkLoader;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.backbone.CatalogPlaces;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.dl4j.runtime.RuntimeSettings;

/**
 * Wires the Deeplearning4j backend: {@link Dl4jRuntime}, {@link BackboneCatalog}, {@link BackboneImporter},
 * {@link HeadTrainer}, {@link NetworkLoader}. Needs bindings of {@link TensorFormat} and {@link WeightsLocator}. ND4J
 * starts when the first of them is asked for.
 */
public final class Dl4jModule extends AbstractModule {
    private final CatalogPlaces catalog;

    /** The published backbones alone. */
    public Dl4jModule() {
        this(CatalogPlaces.NONE);
    }

    /** Those described in other places as well. */
    public Dl4jModule(CatalogPlaces catalog) {
        this.catalog = requireNonNull(catalog, "catalog is null");
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
        return backend.catalog(format, locator, catalog);
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
