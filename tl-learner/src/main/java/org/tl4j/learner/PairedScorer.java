package org.tl4j.learner;

import java.util.List;
import java.util.function.Function;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.evaluation.ModelComparer;
import org.tl4j.core.evaluation.ModelComparison;
import org.tl4j.core.preprocessing.ImageBatch;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.strategies.extraction.BatchDecoder;

/** Runs the same images, decoded once, through two networks of the same preprocessing. */
final class PairedScorer {
    private static final int BATCH = 32;

    private final BatchDecoder decoder;
    private final Preprocessing preprocessing;
    private final Progress progress;

    PairedScorer(BatchDecoder decoder, Preprocessing preprocessing, Progress progress) {
        this.decoder = decoder;
        this.preprocessing = preprocessing;
        this.progress = progress;
    }

    /**
     * A network with the names of its outputs.
     *
     * @param thresholds from which probability each label is accepted, of images with several
     * @param probabilities one row per image
     */
    record Model(LabelSet labels, List<Double> thresholds, Function<ImageBatch, float[][]> probabilities) {}

    /** Compares two networks; images that cannot be decoded are left out. */
    ModelComparison compare(List<Sample> images, Model first, Model second) {
        ModelComparer comparer =
                new ModelComparer(first.labels(), first.thresholds(), second.labels(), second.thresholds());
        if (!images.isEmpty()) {
            decoder.decode(images, new PipelineSettings("comparing", preprocessing, BATCH, progress), false, batch -> {
                float[][] one = first.probabilities().apply(batch.values());
                float[][] other = second.probabilities().apply(batch.values());
                for (int row = 0; row < batch.images().size(); row++) {
                    if (batch.isUsable(row)) {
                        comparer.add(batch.images().get(row), one[row], other[row]);
                    }
                }
            });
        }
        return comparer.result();
    }
}
