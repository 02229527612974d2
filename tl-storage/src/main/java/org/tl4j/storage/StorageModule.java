package org.tl4j.storage;

import static java.util.Objects.requireNonNull;

import com.google.inject.AbstractModule;
import com.google.inject.Provider;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import jakarta.inject.Singleton;
import java.util.Set;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;

/**
 * Binds, each as a singleton:
 *
 * <ul>
 *   <li>{@link StorageSettings}: the given ones
 *   <li>{@link TensorFormat}: safetensors
 *   <li>{@link BundleStore}: {@code .tlz} files
 *   <li>{@link FeatureStore}: below the cache folder
 *   <li>{@link WeightsLocator}: the chosen file, the mirror, the cache folder
 *   <li>{@link BackboneCatalog}: the user's catalogue file, the published entries, the imported networks
 *   <li>{@link ImportedBackbones}: the files of imported networks, in the cache folder
 * </ul>
 *
 * <p>Asks the sets of {@link Engine} and {@link EngineProvider} which kinds of weights may be fetched; they may be empty.
 */
public final class StorageModule extends AbstractModule {
    private final StorageSettings settings;

    /** Binds services with {@code settings}. */
    public StorageModule(StorageSettings settings) {
        this.settings = requireNonNull(settings, "settings is null");
    }

    @Override
    protected void configure() {
        bind(StorageSettings.class).toInstance(settings);
        Multibinder.newSetBinder(binder(), Engine.class);
        Multibinder.newSetBinder(binder(), EngineProvider.class);
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
    static WeightsLocator weightsLocator(
            StorageSettings settings,
            TensorFormat tensors,
            Provider<Set<Engine>> engines,
            Provider<Set<EngineProvider>> providers) {
        return Storage.weightsLocator(
                settings,
                () -> Engines.of(engines.get(), providers.get(), tensors).weightsKinds());
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
