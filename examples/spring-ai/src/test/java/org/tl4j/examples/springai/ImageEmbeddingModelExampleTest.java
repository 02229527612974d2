package org.tl4j.examples.springai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.DocumentEmbeddingModel;
import org.springframework.ai.embedding.DocumentEmbeddingRequest;
import org.springframework.ai.embedding.Embedding;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.examples.sample.SampleModel;

@SpringBootTest(classes = EmbeddingConfiguration.class)
class ImageEmbeddingModelExampleTest {
    @TempDir
    static Path folder;

    @Autowired
    private DocumentEmbeddingModel model;

    @Autowired
    private ImageEmbedder embedder;

    @DynamicPropertySource
    static void model(DynamicPropertyRegistry properties) {
        properties.add("model.path", () -> SampleModel.write(folder).toString());
    }

    @Test
    void embedsImages() {
        Media photo = new Media(Media.Format.IMAGE_PNG, new ByteArrayResource(SampleModel.photo()));
        Document document = new Document(photo, Map.of("shop", "first floor"));

        Embedding embedding = model.call(new DocumentEmbeddingRequest(document)).getResult();

        assertThat(embedding.getOutput()).hasSize(model.dimensions()).isEqualTo(embedder.embed(SampleModel.photo()));
        assertThat(embedding.getMetadata().getDocumentId()).isEqualTo(document.getId());
    }

    @Test
    void refusesText() {
        DocumentEmbeddingRequest request = new DocumentEmbeddingRequest(new Document("a sandal"));

        assertThatThrownBy(() -> model.call(request)).hasMessageContaining("must have the bytes of an image");
    }
}
