package org.tl4j.examples.spring;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.predict.BundlePredictors;

/** Labels photos over HTTP. */
@SpringBootApplication
public class PhotoApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(PhotoApplication.class, arguments);
    }

    /** One for the whole application: it is thread-safe. Spring closes it at the end. */
    @Bean
    Predictor predictor(@Value("${model.path}") Path model) {
        return BundlePredictors.create().open(model);
    }
}
