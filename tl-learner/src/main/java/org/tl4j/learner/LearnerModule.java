package org.tl4j.learner;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.error.Arguments;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.NetworkLoader;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.data.DataModule;
import org.tl4j.dl4j.Dl4jModule;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.storage.StorageModule;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.StrategiesModule;

/**
 * Wires {@link TransferLearner} as a singleton. Installs {@link DataModule}, {@link StorageModule}, {@link Dl4jModule} and
 * {@link StrategiesModule}, whose bindings are there as well, and binds the system's {@link Clock}.
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
        install(new Dl4jModule(settings.catalog(), Optional.of(settings.importedFolder())));
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
    Rooms rooms(
            DatasetSource source,
            ImageReader reader,
            Splitter splitter,
            ImagePreprocessor preprocessor,
            ImagePipeline pipeline,
            ImageSizeReader sizes,
            BackboneCatalog catalog,
            BackboneImporter importer,
            FeatureStore features,
            Strategies strategies,
            BundleStore bundles,
            NetworkLoader networks,
            TensorFormat tensors,
            WeightsLocator weights,
            Dl4jRuntime runtime,
            StorageSettings storage) {
        return new Rooms(
                source,
                reader,
                splitter,
                preprocessor,
                pipeline,
                sizes,
                catalog,
                importer,
                features,
                strategies,
                bundles,
                networks,
                tensors,
                weights,
                runtime,
                storage);
    }
}
