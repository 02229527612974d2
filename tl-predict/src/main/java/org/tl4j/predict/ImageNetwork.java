package org.tl4j.predict;

import static org.tl4j.core.error.Arguments.required;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.DecodedBatch;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;

/**
 * A network with what reads and decodes images for it: an image in, a row of values out. One image is decoded by the thread
 * that asks, several by workers. Thread-safe; whether it is closed is all the state it has.
 */
final class ImageNetwork implements AutoCloseable {
    private static final String THREADS = "tl4j-images";

    /**
     * What is computed.
     *
     * @param subject what errors call it: {@code predictor}
     * @param remedy what errors advise where it is closed: {@code open the bundle again}
     * @param stage what the work is called: {@code prediction}
     * @param rows a row of values per image
     * @param close frees the network
     */
    record Computation(
            String subject, String remedy, String stage, Function<ImageBatch, float[][]> rows, Runnable close) {}

    /** Where images come from. */
    static final class Images {
        private final ImageReader reader;
        private final ImagePreprocessor preprocessor;

        /**
         * @param reader reads files
         * @param preprocessor decodes them
         */
        Images(ImageReader reader, ImagePreprocessor preprocessor) {
            this.reader = reader;
            this.preprocessor = preprocessor;
        }
    }

    /** What came of an image: a row of values, or why there is none. */
    static final class Row {
        private final float[] values;
        private final Optional<DataException> failure;

        private Row(float[] values, Optional<DataException> failure) {
            this.values = values;
            this.failure = failure;
        }

        /** Why there are no values. */
        Optional<DataException> failure() {
            return failure;
        }

        /** The values, or the failure thrown. */
        float[] orThrow() {
            failure.ifPresent(e -> {
                throw e;
            });
            return values;
        }
    }

    private final Computation computation;
    private final Preprocessing preprocessing;
    private final Images images;
    private final int batchSize;
    private final Workers workers;
    private final boolean ownWorkers;

    /** Held for writing by those who close, so that no network is closed under a batch. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private volatile boolean closed;

    /** Closes the network at its end, and the workers unless they come with {@code settings}. */
    ImageNetwork(Computation computation, Preprocessing preprocessing, Images images, PredictorSettings settings) {
        this.computation = computation;
        this.preprocessing = preprocessing;
        this.images = images;
        this.batchSize = settings.batchSize();
        this.workers = settings.workers().orElseGet(() -> Workers.ofProcessors(THREADS));
        this.ownWorkers = settings.workers().isEmpty();
    }

    /** What reads files. */
    ImageReader reader() {
        return images.reader;
    }

    /**
     * The values of one image.
     *
     * @throws DataException if it cannot be read or decoded
     */
    float[] row(NamedImage image) {
        return rows(prepared(image))[0];
    }

    /**
     * The input of the network for one image.
     *
     * @throws DataException if it cannot be read or decoded
     */
    ImageBatch prepared(NamedImage image) {
        requireOpen();
        ImageBatch batch = ImageBatch.allocate(1, preprocessing);
        Optional<DataException> failure = decode(image, batch.image(0));
        if (failure.isPresent()) {
            throw failure.get();
        }
        return batch;
    }

    /**
     * The values of prepared images.
     *
     * @throws UsageException if they are of another shape than this network takes
     */
    float[][] computed(ImageBatch batch) {
        required(batch, "images");
        int channels = preprocessing.channels().channels();
        ImageSize size = preprocessing.crop();
        if (batch.channels() != channels || batch.height() != size.height() || batch.width() != size.width()) {
            throw new UsageException(
                    "images",
                    "must be of shape [n, %d, %d, %d], which the network takes"
                            .formatted(channels, size.height(), size.width()),
                    Arrays.toString(new int[] {batch.images(), batch.channels(), batch.height(), batch.width()}),
                    "");
        }
        return rows(batch);
    }

    /**
     * Hands over the values of images in their order.
     *
     * @throws org.tl4j.core.error.InterruptedWorkException if the thread is interrupted before the last batch; it stays so
     */
    void each(List<NamedImage> all, Consumer<Row> taker) {
        requireOpen();
        PipelineSettings settings = new PipelineSettings(computation.stage(), preprocessing, batchSize, Progress.NONE);
        new ImagePipeline(workers).<NamedImage, DataException>run(all, this::decode, settings, batch -> {
            requireOpen();
            rows(batch).forEach(taker);
        });
    }

    private Optional<DataException> decode(NamedImage image, FloatBuffer target) {
        try {
            image.content().prepare(images.preprocessor, preprocessing, target);
            return Optional.empty();
        } catch (DataException e) {
            return Optional.of(image.named(e));
        }
    }

    /** Lets the network see those that could be decoded together, without gaps. */
    private List<Row> rows(DecodedBatch<NamedImage, DataException> batch) {
        List<Row> results = new ArrayList<>();
        boolean none = batch.failures().size() == batch.images().size();
        float[][] values = none ? new float[0][] : rows(batch.usable());
        int next = 0;
        for (int row = 0; row < batch.images().size(); row++) {
            results.add(
                    batch.isUsable(row)
                            ? new Row(values[next++], Optional.empty())
                            : new Row(new float[0], Optional.of(batch.failures().get(row))));
        }
        return results;
    }

    private float[][] rows(ImageBatch batch) {
        use.readLock().lock();
        try {
            requireOpen();
            return computation.rows().apply(batch);
        } finally {
            use.readLock().unlock();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new UsageException(
                    computation.subject(), "must be open", "one that was closed", computation.remedy());
        }
    }

    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                computation.close().run();
            }
        } finally {
            use.writeLock().unlock();
        }
        if (ownWorkers) {
            // not under the lock, which a batch of another thread may wait for
            workers.close();
        }
    }
}
