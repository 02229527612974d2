package org.tl4j.examples.springai;

import java.nio.file.Path;
import org.springframework.ai.embedding.DocumentEmbeddingModel;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.predict.BundlePredictors;

/** Beans of an application; Spring closes the embedder at the end. */
@Configuration(proxyBeanMethods = false)
class EmbeddingConfiguration {
    @Bean
    ImageEmbedder embedder(@Value("${model.path}") Path model) {
        return BundlePredictors.create().embedder(model);
    }

    @Bean
    DocumentEmbeddingModel embeddingModel(ImageEmbedder embedder, @Value("${model.path}") Path model) {
        return new ImageEmbeddingModel(embedder, model.getFileName().toString());
    }
}
