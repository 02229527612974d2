package org.tl4j.examples.springai;

import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.embedding.DocumentEmbeddingModel;
import org.springframework.ai.embedding.DocumentEmbeddingRequest;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.embedding.EmbeddingResponse;
import org.springframework.ai.embedding.EmbeddingResponseMetadata;
import org.springframework.ai.embedding.EmbeddingResultMetadata;
import org.springframework.ai.embedding.EmbeddingResultMetadata.ModalityType;
import org.tl4j.core.prediction.ImageEmbedder;

/**
 * The features of a TL4J model as embeddings of Spring AI: a document has one image as its media, and no text, which the network
 * would not know. Spring AI's {@code VectorStore} computes embeddings of text alone, by an {@code EmbeddingModel}; for images an
 * application writes these vectors into its database itself. Thread-safe; the embedder stays its owner's.
 */
public final class ImageEmbeddingModel implements DocumentEmbeddingModel {
    private final ImageEmbedder embedder;
    private final String name;

    /**
     * Over an open embedder.
     *
     * @param name what the model is called in responses
     */
    public ImageEmbeddingModel(ImageEmbedder embedder, String name) {
        this.embedder = embedder;
        this.name = name;
    }

    @Override
    public int dimensions() {
        return embedder.boundary().width();
    }

    /**
     * One embedding per document, in their order, with the id of the document.
     *
     * @throws IllegalArgumentException if a document has no image in memory or as a resource
     * @throws org.tl4j.core.error.DataException for the first image that cannot be decoded
     */
    @Override
    public EmbeddingResponse call(DocumentEmbeddingRequest request) {
        List<Document> documents = request.getInstructions();
        List<float[]> features = embedder.embedAll(
                documents.stream().map(ImageEmbeddingModel::image).toList());
        List<Embedding> embeddings = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            EmbeddingResultMetadata metadata = new EmbeddingResultMetadata(
                    document.getId(), ModalityType.IMAGE, document.getMedia().getMimeType(), null);
            embeddings.add(new Embedding(features.get(i), i, metadata));
        }
        EmbeddingResponseMetadata metadata = new EmbeddingResponseMetadata();
        metadata.setModel(name);
        return new EmbeddingResponse(embeddings, metadata);
    }

    private static byte[] image(Document document) {
        Media media = document.getMedia();
        if (media == null
                || !media.getMimeType().getType().equals("image")
                || !(media.getData() instanceof byte[] bytes)) {
            throw new IllegalArgumentException(
                    "a document must have the bytes of an image as its media, found others in " + document.getId());
        }
        return bytes;
    }
}
