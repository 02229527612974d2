package org.tl4j.examples.quarkus;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.predict.BundlePredictors;

/** Opens the model when the application starts, so that a model which cannot be read stops it. */
@ApplicationScoped
class PredictorProducer {
    /** One for the whole application: it is thread-safe. */
    @Produces
    @Singleton
    @Startup
    Predictor predictor(@ConfigProperty(name = "model.path") Path model) {
        return BundlePredictors.create().open(model);
    }

    void close(@Disposes Predictor predictor) {
        predictor.close();
    }
}
