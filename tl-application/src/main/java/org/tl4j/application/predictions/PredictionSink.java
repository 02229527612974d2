package org.tl4j.application.predictions;

import java.nio.file.Path;
import org.tl4j.core.prediction.PredictionResult;

/** Keeps the predictions of images, one by one. Not thread-safe. */
public interface PredictionSink extends AutoCloseable {
    /** Whether the result of an image was kept by an earlier run. */
    boolean has(Path image);

    /**
     * Keeps a result; when this returns, it outlives the process.
     *
     * @throws org.tl4j.core.error.EnvironmentException if it cannot be written
     */
    void add(Path image, PredictionResult result);

    /** @throws org.tl4j.core.error.EnvironmentException if the end cannot be written */
    @Override
    void close();
}
