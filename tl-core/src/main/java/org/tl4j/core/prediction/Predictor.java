package org.tl4j.core.prediction;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.tl4j.core.bundle.BundleManifest;

/**
 * Predicts the classes of images, preprocessing them as the bundle says. Thread-safe: many threads get exactly what one
 * would. One image is decoded by the thread that asks, several by threads of the predictor, a batch ahead of the network.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create();
 *         Predictor predictor = learner.predictor(Path.of("insects.tlz"))) {
 *     ScoredLabel best = predictor.predict(Path.of("unknown.jpg")).best();
 *     System.out.println(best.label() + " " + best.probability());
 * }
 * }</pre>
 *
 * <p>Null, as an argument or in a list, gives a {@link org.tl4j.core.error.UsageException}, and so does every prediction
 * after {@link #close()}. What is wrong with an image gives a {@link org.tl4j.core.error.DataException}, whose
 * {@link org.tl4j.core.error.DataException#kind()} says what, and whose subject says which image: its path, or {@code image
 * 3 of 5} for the third element of a list.
 */
public interface Predictor extends AutoCloseable {
    /** The description in the bundle; also available after {@link #close()}. */
    BundleManifest manifest();

    /**
     * The classes of an image file.
     *
     * @throws org.tl4j.core.error.DataException if it cannot be read (NOT_FOUND, UNREADABLE) or decoded (CORRUPT,
     *     UNSUPPORTED, TOO_LARGE)
     */
    Prediction predict(Path image);

    /**
     * The classes of an encoded image: the bytes of a JPEG, PNG or the like.
     *
     * @throws org.tl4j.core.error.UsageException if there is not a single byte
     * @throws org.tl4j.core.error.DataException if they cannot be decoded
     */
    Prediction predict(byte[] encoded);

    /** The classes of an image in memory. */
    Prediction predict(BufferedImage image);

    /**
     * The classes of several encoded images, in their order; none for an empty list.
     *
     * @throws org.tl4j.core.error.DataException for the first one that cannot be decoded; then there are no predictions of
     *     the others either, unlike with {@link #predictEach}
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    List<Prediction> predictAll(List<byte[]> encoded);

    /**
     * A result for each of several encoded images, in their order; none for an empty list. An image that cannot be decoded,
     * or is empty, is a {@link PredictionResult.Failed}, and the others are still predicted.
     *
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    List<PredictionResult> predictEach(List<byte[]> encoded);

    /**
     * A result for each of several image files, in their order, as {@link #predictEach}; each is read when it is
     * decoded, so that no more of them are in memory than there are threads that decode.
     *
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    List<PredictionResult> predictEachFile(List<Path> images);

    /**
     * The same, handing out each result as it comes, in the order of the images and on this thread, so that a caller can show
     * how far it is and keeps no more of the results than it needs. By default all results are handed out at the end.
     *
     * @param results receives one result per image
     * @throws org.tl4j.core.error.InterruptedWorkException as {@link #predictEachFile(List)}; results that were handed out
     *     before are valid
     */
    default void predictEachFile(List<Path> images, Consumer<PredictionResult> results) {
        predictEachFile(images).forEach(results);
    }

    /** Waits for the batches of other threads and frees native memory. Closing twice has no effect. */
    @Override
    void close();
}
