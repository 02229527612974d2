package org.tl4j.strategies;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import jakarta.inject.Singleton;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.training.HeadTrainer;

/**
 * Wires {@link Strategies}. Needs bindings of {@link ImageReader}, {@link ImagePreprocessor}, {@link ImagePipeline},
 * {@link FeatureStore} and {@link HeadTrainer}.
 */
public final class StrategiesModule extends AbstractModule {
    @Provides
    @Singleton
    Strategies strategies(
            ImageReader reader,
            ImagePreprocessor preprocessor,
            ImagePipeline pipeline,
            FeatureStore store,
            HeadTrainer headTrainer) {
        return new Strategies(reader, preprocessor, pipeline, store, headTrainer);
    }
}
