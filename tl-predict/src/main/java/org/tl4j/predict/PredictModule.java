package org.tl4j.predict;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.multibindings.Multibinder;
import com.google.inject.multibindings.OptionalBinder;
import jakarta.inject.Singleton;
import java.util.Set;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.EngineProvider;
import org.tl4j.core.engine.EngineSelection;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.storage.Storage;

/**
 * Binds {@link Predictors} and {@link Engines}, each as a singleton. Needs bindings of {@link ImageReader} and
 * {@link ImagePreprocessor} (of {@link org.tl4j.data.DataModule}), of {@link BundleStore} (of
 * {@link org.tl4j.storage.StorageModule}), and at least one {@link Engine} or {@link EngineProvider} in the
 * set of those. An {@link EngineSelection} that is bound, with an {@link OptionalBinder}, says which of them computes.
 *
 * <pre>{@code
 * StorageSettings settings = StorageSettings.in(Path.of("cache"));
 * Injector injector = Guice.createInjector(
 *         new DataModule(settings.journalFolder()), new StorageModule(settings), new Dl4jModule(), new PredictModule());
 * Predictors predictors = injector.getInstance(Predictors.class);
 * }</pre>
 */
public final class PredictModule extends AbstractModule {
    @Override
    protected void configure() {
        Multibinder.newSetBinder(binder(), Engine.class);
        Multibinder.newSetBinder(binder(), EngineProvider.class);
        OptionalBinder.newOptionalBinder(binder(), EngineSelection.class)
                .setDefault()
                .toInstance(EngineSelection.AUTOMATIC);
    }

    @Provides
    @Singleton
    static Engines engines(Set<Engine> engines, Set<EngineProvider> providers, EngineSelection selection) {
        return Engines.of(engines, providers, Storage.tensorFormat()).selecting(selection);
    }

    @Provides
    @Singleton
    static Predictors predictors(
            Engines engines, BundleStore bundles, ImageReader reader, ImagePreprocessor preprocessor) {
        return new BundlePredictors(engines, bundles, reader, preprocessor);
    }
}
