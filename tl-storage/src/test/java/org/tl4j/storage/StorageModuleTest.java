package org.tl4j.storage;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.storage.catalog.ImportedBackbones;

class StorageModuleTest {
    @TempDir
    Path folder;

    @Test
    void bindsEachInterfaceOnceAndTouchesNothing() {
        StorageSettings settings = StorageSettings.in(folder.resolve("cache"));
        Injector injector = Guice.createInjector(new StorageModule(settings), new AbstractModule() {
            @Override
            protected void configure() {
                binder().requireExplicitBindings();
            }
        });
        for (Class<?> type : List.of(
                TensorFormat.class,
                BundleStore.class,
                FeatureStore.class,
                WeightsLocator.class,
                BackboneCatalog.class,
                ImportedBackbones.class)) {
            assertThat((Object) injector.getInstance(type)).isSameAs(injector.getInstance(type));
        }
        assertThat(injector.getInstance(StorageSettings.class)).isSameAs(settings);
        FeatureStore store = injector.getInstance(FeatureStore.class);
        assertThat(store.folder()).isEqualTo(settings.featureFolder());
        assertThat(store.limit()).isEqualTo(settings.featureLimitBytes());
        assertThat(store.bytes()).isZero();
        assertThat(settings.cacheFolder()).doesNotExist();
    }
}
