package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.storage.catalog.ImportedBackbones;

/**
 * Binds, each as a singleton:
 *
 * <ul>
 *   <li>{@link StorageSettings}: those given
 *   <li>{@link TensorFormat}: safetensors
 *   <li>{@link BundleStore}: {@code .tlz} files
 *   <li>{@link FeatureStore}: below the cache folder
 *   <li>{@link WeightsLocator}: the chosen file, the mirror, the cache folder
 *   <li>{@link BackboneCatalog}: the user's catalogue file, the published entries, the imported networks
 *   <li>{@link ImportedBackbones}: the files of imported networks, in the cache folder
 * </ul>
 */
public final class StorageModule extends AbstractModule {
    private final StorageSettings settings;

    /** Binds what works with {@code settings}. */
    public StorageModule(StorageSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    protected void configure() {
        bind(StorageSettings.class).toInstance(settings);
    }

    @Provides
    @Singleton
    static TensorFormat tensorFormat() {
        return Storage.tensorFormat();
    }

    @Provides
    @Singleton
    static BundleStore bundleStore() {
        return Storage.bundleStore();
    }

    @Provides
    @Singleton
    static FeatureStore featureStore(StorageSettings settings) {
        return Storage.featureStore(settings);
    }

    @Provides
    @Singleton
    static WeightsLocator weightsLocator(StorageSettings settings) {
        return Storage.weightsLocator(settings);
    }

    @Provides
    @Singleton
    static BackboneCatalog catalog(StorageSettings settings) {
        return Storage.catalog(settings);
    }

    @Provides
    @Singleton
    static ImportedBackbones importedBackbones(StorageSettings settings, BackboneCatalog catalog) {
        return Storage.importedBackbones(settings, catalog);
    }
}
