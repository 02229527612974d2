package org.tl4j.strategies.extraction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.Boundary;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.features.FeatureKey;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;

/**
 * Computes features with a frozen backbone, once for each content, and keeps them in the store. The next batch is
 * decoded while the backbone computes, so at most two batches of images are in memory. Thread-safe.
 */
public final class FeatureExtractor {
    /** The name of the stage for a {@link Progress}. */
    public static final String STAGE = "extracting features";

    static final int BATCH = 16;

    /** Batches between two writes to the store: the most that a killed run loses. */
    private static final int BATCHES_PER_WRITE = 8;

    private final BatchDecoder decoder;
    private final FeatureStore store;

    /** Decodes images with {@code decoder} and keeps features in {@code store}. */
    public FeatureExtractor(BatchDecoder decoder, FeatureStore store) {
        this.decoder = decoder;
        this.store = store;
    }

    /**
     * The features of {@code samples}, in memory.
     *
     * @param strict whether an image that cannot be decoded is an error instead of being skipped
     * @throws StrictException if {@code strict} and an image cannot be decoded
     * @throws UsageException if the features of so many images do not fit into one buffer
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted before the last batch; it stays so
     */
    public ExtractedFeatures extract(Backbone backbone, List<Sample> samples, boolean strict, Progress progress) {
        requireFits(samples.size(), backbone.spec().boundary());
        return inMemory(store(backbone, samples, strict, progress));
    }

    /**
     * The features of {@code samples}, left in the store, so that there may be more of them than memory holds.
     *
     * @param strict whether an image that cannot be decoded is an error instead of being skipped
     * @throws StrictException if {@code strict} and an image cannot be decoded
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted before the last batch; it stays so
     */
    public StoredFeatures store(Backbone backbone, List<Sample> samples, boolean strict, Progress progress) {
        FeatureSpace space = space(backbone);
        List<Sample> toCompute = missing(samples, space);
        Map<Digest, String> unreadable = compute(backbone, toCompute, strict, space, progress);
        return sorted(samples, space, backbone.spec().boundary().width(), unreadable, toCompute.size());
    }

    /** Reported before hours of work, not after. */
    private static void requireFits(int images, Boundary boundary) {
        long most = Integer.MAX_VALUE / Float.BYTES / boundary.width();
        if (images > most) {
            throw new UsageException(
                    "boundary",
                    String.format(
                            Locale.ROOT,
                            "must give features that fit into 2 GiB for all images, at %,d an image for at most %,d images",
                            boundary.width(),
                            most),
                    String.format(Locale.ROOT, "%,d images", images),
                    "choose a boundary or pooling of fewer features, or take fewer images");
        }
    }

    /**
     * Computes missing features and leaves all features in the store, for features that do not fit into memory.
     *
     * @param samples that have been decoded before
     * @return where the features are
     * @throws StrictException if an image can no longer be decoded
     */
    public FeatureSpace keep(Backbone backbone, List<Sample> samples, Progress progress) {
        FeatureSpace space = space(backbone);
        Map<Digest, String> unused = compute(backbone, missing(samples, space), true, space, progress);
        return space;
    }

    /** Whether the features of an image are in the store, by its digest. */
    public Predicate<Digest> stored(Backbone backbone) {
        return space(backbone)::contains;
    }

    private FeatureSpace space(Backbone backbone) {
        return store.open(FeatureKey.of(backbone.spec(), decoder.version()));
    }

    private static List<Sample> missing(List<Sample> samples, FeatureSpace space) {
        Map<Digest, Sample> missing = new HashMap<>();
        return samples.stream()
                .filter(sample -> !space.contains(sample.digest()))
                .filter(sample -> missing.putIfAbsent(sample.digest(), sample) == null)
                .toList();
    }

    private Map<Digest, String> compute(
            Backbone backbone, List<Sample> samples, boolean strict, FeatureSpace space, Progress progress) {
        Map<Digest, String> unreadable = new HashMap<>();
        if (samples.isEmpty()) {
            return unreadable;
        }
        progress.at(STAGE, 0, samples.size());
        PendingFeatures pending = new PendingFeatures(
                BATCH * BATCHES_PER_WRITE, backbone.spec().boundary().width());
        int[] done = {0};
        PipelineSettings settings = new PipelineSettings(STAGE, backbone.spec().preprocessing(), BATCH, progress);
        decoder.decode(samples, settings, strict, batch -> {
            batch.failures()
                    .forEach((row, reason) ->
                            unreadable.put(batch.images().get(row).digest(), reason));
            pending.add(batch, backbone.features(batch.values()));
            done[0] += batch.images().size();
            if (pending.isFull() || done[0] == samples.size()) {
                pending.writeTo(space);
            }
        });
        return unreadable;
    }

    private static StoredFeatures sorted(
            List<Sample> samples, FeatureSpace space, int width, Map<Digest, String> unreadable, int asked) {
        List<Sample> usable = new ArrayList<>();
        List<SkippedImage> skipped = new ArrayList<>();
        for (Sample sample : samples) {
            String reason = unreadable.get(sample.digest());
            if (reason == null) {
                usable.add(sample);
            } else {
                skipped.add(new SkippedImage(sample.location(), reason));
            }
        }
        int computed = asked - unreadable.size();
        return new StoredFeatures(
                usable, new StoredRows(usable, space, width), skipped, computed, Math.max(0, usable.size() - computed));
    }

    private static ExtractedFeatures inMemory(StoredFeatures stored) {
        FeatureBatch features =
                FeatureBatch.allocate(stored.rows().rows(), stored.rows().width());
        for (int row = 0; row < features.rows(); row++) {
            stored.rows().read(row, features.row(row));
        }
        return new ExtractedFeatures(stored.samples(), features, stored.skipped(), stored.computed(), stored.reused());
    }
}
