package org.tl4j.predict;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.preprocessing.ImagePreprocessor;

class PredictModuleTest {
    @Test
    void opensBundlesWithTheEnginesOfTheSet() {
        Injector injector = Guice.createInjector(new PredictModule(), new AbstractModule() {
            @Override
            protected void configure() {
                FakeImages images = new FakeImages();
                bind(ImageReader.class).toInstance(images);
                bind(ImagePreprocessor.class).toInstance(images);
                bind(BundleStore.class).toInstance(new MemoryBundles());
                Multibinder.newSetBinder(binder(), Engine.class).addBinding().toInstance(new FakeEngine("first"));
            }
        });

        Predictors predictors = injector.getInstance(Predictors.class);

        try (Predictor predictor = predictors.open(Path.of("first"))) {
            assertThat(predictor.predict(FakeImages.bytes("1 1 255 0 0")).best().label())
                    .isEqualTo("red");
        }
        assertThat(injector.getInstance(Predictors.class)).isSameAs(predictors);
        assertThat(injector.getInstance(Engines.class).infos()).hasSize(1);
    }
}
