package org.tl4j.examples.langchain4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.store.embedding.CosineSimilarity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.examples.sample.SampleModel;
import org.tl4j.predict.BundlePredictors;

class ImageEmbeddingModelExampleTest {
    @TempDir
    private Path folder;

    private ImageEmbedder embedder;
    private ImageEmbeddingModel model;

    @BeforeEach
    void open() {
        embedder = BundlePredictors.create().embedder(SampleModel.write(folder));
        model = new ImageEmbeddingModel(embedder, "garments");
    }

    @AfterEach
    void close() {
        embedder.close();
    }

    @Test
    void embedsImages() throws Exception {
        Path file = Files.write(folder.resolve("photo.png"), SampleModel.photo());
        String base64 = Base64.getEncoder().encodeToString(SampleModel.photo());

        List<Embedding> embeddings = model.embed(EmbeddingRequest.builder()
                        .inputs(
                                EmbeddingInput.from(ImageContent.from(base64, "image/png")),
                                EmbeddingInput.from(ImageContent.from(file, "image/png")))
                        .build())
                .embeddings();

        assertThat(embeddings).hasSize(2);
        assertThat(embeddings.get(0).vector()).hasSize(model.dimension()).isEqualTo(embedder.embed(file));
        assertThat(CosineSimilarity.between(embeddings.get(0), embeddings.get(1)))
                .isGreaterThan(0.9999);
    }

    @Test
    void refusesText() {
        assertThatThrownBy(() -> model.embed("a sandal")).isInstanceOf(UnsupportedFeatureException.class);
    }
}
