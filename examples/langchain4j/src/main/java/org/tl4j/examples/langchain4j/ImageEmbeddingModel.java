package org.tl4j.examples.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ContentType;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.request.EmbeddingInput;
import dev.langchain4j.model.embedding.request.EmbeddingRequest;
import dev.langchain4j.model.embedding.response.EmbeddingResponse;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.tl4j.core.prediction.ImageEmbedder;

/**
 * The features of a TL4J model as embeddings of LangChain4j: an input is one image, as base64, and nothing else. Texts are refused,
 * since the network knows none: photos are found by photos, not by words. Addresses of images are refused, since what an application
 * fetches is for the application to decide. Thread-safe; the embedder stays its owner's.
 */
public final class ImageEmbeddingModel implements EmbeddingModel {
    private final ImageEmbedder embedder;
    private final String name;

    /**
     * Over an open embedder.
     *
     * @param name what the model is called in responses and logs
     */
    public ImageEmbeddingModel(ImageEmbedder embedder, String name) {
        this.embedder = embedder;
        this.name = name;
    }

    @Override
    public Set<ContentType> supportedContentTypes() {
        return Set.of(ContentType.IMAGE);
    }

    @Override
    public int dimension() {
        return embedder.boundary().width();
    }

    @Override
    public String modelName() {
        return name;
    }

    /**
     * One embedding per input, in their order.
     *
     * @throws UnsupportedFeatureException if an input is not one image in base64
     * @throws org.tl4j.core.error.DataException for the first image that cannot be decoded
     */
    @Override
    public EmbeddingResponse doEmbed(EmbeddingRequest request) {
        List<byte[]> images =
                request.inputs().stream().map(ImageEmbeddingModel::image).toList();
        List<Embedding> embeddings =
                embedder.embedAll(images).stream().map(Embedding::from).toList();
        return EmbeddingResponse.builder()
                .embeddings(embeddings)
                .modelName(name)
                .build();
    }

    private static byte[] image(EmbeddingInput input) {
        List<Content> contents = input.contents();
        if (contents.size() != 1
                || !(contents.get(0) instanceof ImageContent content)
                || content.image().base64Data() == null) {
            throw new UnsupportedFeatureException(
                    "an input must be one image in base64, found " + input.contentTypes());
        }
        return Base64.getDecoder().decode(content.image().base64Data());
    }
}
