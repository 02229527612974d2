package org.tl4j.learner;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Set;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.Arguments;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.data.DataModule;
import org.tl4j.dl4j.Dl4jModule;
import org.tl4j.storage.StorageModule;
import org.tl4j.storage.StorageSettings;
import org.tl4j.storage.catalog.ImportedBackbones;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.StrategiesModule;

/**
 * Wires {@link TransferLearner} as a singleton. Installs {@link DataModule}, {@link StorageModule}, {@link Dl4jModule} and
 * {@link StrategiesModule}, whose bindings are there as well, and binds {@link Backbones}, {@link Engines} and the system's
 * {@link Clock}. An application adds an engine to the set of {@link Engine}, with a Multibinder.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new LearnerModule(StorageSettings.in(Path.of("cache"))));
 * TransferLearner learner = injector.getInstance(TransferLearner.class);
 * }</pre>
 */
public final class LearnerModule extends AbstractModule {
    private final StorageSettings settings;

    /**
     * A learner that keeps features and weights where {@code settings} say.
     *
     * @throws org.tl4j.core.error.UsageException if {@code settings} is null
     */
    public LearnerModule(StorageSettings settings) {
        this.settings = Arguments.required(settings, "settings");
    }

    @Override
    protected void configure() {
        install(new DataModule(settings.journalFolder()));
        install(new StorageModule(settings));
        install(new Dl4jModule());
        install(new StrategiesModule());
        bind(Clock.class).toInstance(Clock.systemUTC());
        bind(TransferLearner.class).in(Singleton.class);
    }

    /** Its threads start with the first work, and the learner closes them. */
    @Provides
    @Singleton
    ImagePipeline imagePipeline() {
        return new ImagePipeline(Workers.ofProcessors(TransferLearner.THREADS));
    }

    @Provides
    @Singleton
    Engines engines(Set<Engine> engines) {
        return new Engines(engines);
    }

    @Provides
    @Singleton
    BackboneResolver resolver(BackboneCatalog catalog, Engines engines, WeightsLocator weights) {
        return new BackboneResolver(catalog, engines, weights);
    }

    @Provides
    @Singleton
    Backbones backbones(BackboneResolver resolver) {
        return new Backbones(resolver);
    }

    @Provides
    @Singleton
    Rooms rooms(
            DatasetSource source,
            ImageReader reader,
            Splitter splitter,
            ImagePreprocessor preprocessor,
            ImagePipeline pipeline,
            ImageSizeReader sizes,
            BackboneResolver resolver,
            ImportedBackbones imported,
            Engines engines,
            FeatureStore features,
            Strategies strategies,
            BundleStore bundles,
            TensorFormat tensors,
            StorageSettings storage) {
        return new Rooms(
                source,
                reader,
                splitter,
                preprocessor,
                pipeline,
                sizes,
                resolver,
                imported,
                engines,
                features,
                strategies,
                bundles,
                tensors,
                storage);
    }
}
