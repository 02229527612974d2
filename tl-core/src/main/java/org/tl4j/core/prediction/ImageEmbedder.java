package org.tl4j.core.prediction;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.backbone.Boundary;

/**
 * Computes the features of images (embeddings), preprocessing them as its network needs. Thread-safe: many threads get
 * exactly what one would. One image is decoded by the thread that asks, several by threads of the embedder, a batch ahead of
 * the network.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create();
 *         ImageEmbedder embedder = learner.embedder(Path.of("insects.tlz"))) {
 *     float[] ant = embedder.embed(Path.of("ant.jpg"));
 *     float[] bee = embedder.embed(Path.of("bee.jpg"));
 *     System.out.println(ImageEmbedder.cosineSimilarity(ant, bee));
 * }
 * }</pre>
 *
 * <p>Null, as an argument or in a list, gives a {@link org.tl4j.core.error.UsageException}, and so does every call after
 * {@link #close()}. What is wrong with an image gives a {@link org.tl4j.core.error.DataException}, whose subject says which
 * image: its path, or {@code image 3 of 5} for the third element of a list.
 */
public interface ImageEmbedder extends AutoCloseable {
    /** Where features are taken, and how many an image has; after {@link #close()} too. */
    Boundary boundary();

    /**
     * The features of an image file.
     *
     * @return as many as the boundary is wide, finite
     * @throws org.tl4j.core.error.DataException if it cannot be read (NOT_FOUND, UNREADABLE) or decoded (CORRUPT,
     *     UNSUPPORTED, TOO_LARGE)
     */
    float[] embed(Path image);

    /**
     * The features of an encoded image: the bytes of a JPEG, PNG or the like.
     *
     * @throws org.tl4j.core.error.UsageException if there is not a single byte
     * @throws org.tl4j.core.error.DataException if they cannot be decoded
     */
    float[] embed(byte[] encoded);

    /** The features of an image in memory. */
    float[] embed(BufferedImage image);

    /**
     * The features of several encoded images, in their order; none for an empty list.
     *
     * @throws org.tl4j.core.error.DataException for the first one that cannot be decoded; then there are no features of the
     *     others either, unlike with {@link #embedEachFile}
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    List<float[]> embedAll(List<byte[]> encoded);

    /** The features of several images in memory, in their order, as {@link #embedAll}. */
    List<float[]> embedImages(List<BufferedImage> images);

    /**
     * A result for each of several encoded images, in their order; none for an empty list. An image that cannot be decoded, or is
     * empty, is an {@link EmbeddingResult.Failed}, and the others are still computed.
     *
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    List<EmbeddingResult> embedEach(List<byte[]> encoded);

    /**
     * A result for each of several image files, in their order. An image that cannot be read or decoded is an {@link
     * EmbeddingResult.Failed}, and the others are still computed. A file is read when it is decoded, so that no more of
     * them are in memory than there are threads that decode.
     *
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    List<EmbeddingResult> embedEachFile(List<Path> images);

    /** Waits for the batches under way in other threads and frees native memory. To close twice changes nothing. */
    @Override
    void close();

    /**
     * How similar the directions of two feature vectors are, from -1 to 1; 0 where one of them is all zeros.
     *
     * @throws IllegalArgumentException if they are not of the same length
     */
    static double cosineSimilarity(float[] first, float[] second) {
        if (first.length != second.length) {
            throw new IllegalArgumentException(
                    "vectors must be of the same length, found %d and %d".formatted(first.length, second.length));
        }
        double product = 0;
        double firstSquares = 0;
        double secondSquares = 0;
        for (int i = 0; i < first.length; i++) {
            product += (double) first[i] * second[i];
            firstSquares += (double) first[i] * first[i];
            secondSquares += (double) second[i] * second[i];
        }
        double lengths = Math.sqrt(firstSquares * secondSquares);
        return lengths == 0 ? 0 : Math.max(-1, Math.min(1, product / lengths));
    }
}
