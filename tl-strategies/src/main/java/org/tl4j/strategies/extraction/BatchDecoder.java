package org.tl4j.strategies.extraction;

import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.DecodedBatch;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

/** Reads and decodes labelled images, in batches on all workers or one by one. Thread-safe. */
public final class BatchDecoder {
    private static final int CHECKED_AT_ONCE = 64;

    private final ImageReader reader;
    private final ImagePreprocessor preprocessor;
    private final ImagePipeline pipeline;

    /** Reads with {@code reader} and decodes with {@code preprocessor}, both on the workers of {@code pipeline}. */
    public BatchDecoder(ImageReader reader, ImagePreprocessor preprocessor, ImagePipeline pipeline) {
        this.reader = reader;
        this.preprocessor = preprocessor;
        this.pipeline = pipeline;
    }

    /** The same with other limits. */
    public BatchDecoder within(ReadingSettings limits) {
        return new BatchDecoder(reader.within(limits), preprocessor.within(limits), pipeline);
    }

    /** The decoder and resizer with their version: it changes whenever the same bytes give other values. */
    public String version() {
        return preprocessor.version();
    }

    /** The threads that decode. */
    public Workers workers() {
        return pipeline.workers();
    }

    /**
     * Decodes images, each of which must still have the digest of its sample.
     *
     * @param strict whether an image that cannot be decoded is an error instead of a failure of the batch
     * @param work takes each batch, whose buffer is used again when it returns
     * @throws StrictException if {@code strict} and an image cannot be decoded
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted before the last batch; it stays so
     */
    public void decode(
            List<Sample> samples,
            PipelineSettings settings,
            boolean strict,
            Consumer<DecodedBatch<Sample, String>> work) {
        pipeline.run(
                samples, (sample, target) -> failure(sample, settings.preprocessing(), target), settings, batch -> {
                    if (strict) {
                        requireAll(batch);
                    }
                    work.accept(batch);
                });
    }

    private static void requireAll(DecodedBatch<Sample, String> batch) {
        batch.failures().entrySet().stream().findFirst().ifPresent(first -> {
            throw new StrictException(
                    batch.images().get(first.getKey()).location().toString(), first.getValue());
        });
    }

    /**
     * Finds the images that cannot be decoded, before a run that decodes each of them in every epoch.
     *
     * @return these images, each with the reason, in the given order
     * @throws StrictException if {@code strict} and there is one
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted before the last batch; it stays so
     */
    public Map<Sample, String> unreadable(
            List<Sample> samples, Preprocessing preprocessing, boolean strict, Progress progress) {
        Map<Sample, String> failures = new LinkedHashMap<>();
        PipelineSettings settings = new PipelineSettings("checking images", preprocessing, CHECKED_AT_ONCE, progress);
        decode(
                samples,
                settings,
                strict,
                batch -> batch.failures()
                        .forEach((row, reason) -> failures.put(batch.images().get(row), reason)));
        return failures;
    }

    /**
     * Reads, decodes and changes one image on this thread.
     *
     * @param target room for its values, from its position 0
     * @throws DataException if it cannot be read or decoded
     */
    public void load(
            Sample sample,
            Preprocessing preprocessing,
            Augmentation augmentation,
            RandomGenerator random,
            FloatBuffer target) {
        preprocessor.prepare(reader.read(sample.location()), preprocessing, augmentation, random, target);
    }

    private Optional<String> failure(Sample sample, Preprocessing preprocessing, FloatBuffer target) {
        try {
            byte[] encoded = reader.read(sample.location());
            // features stored under a digest must come from the bytes with this digest
            if (!Digest.of(encoded).equals(sample.digest())) {
                return Optional.of("was changed after the images were listed");
            }
            preprocessor.prepare(encoded, preprocessing, target);
            return Optional.empty();
        } catch (DataException e) {
            return Optional.of(e.getMessage());
        }
    }
}
