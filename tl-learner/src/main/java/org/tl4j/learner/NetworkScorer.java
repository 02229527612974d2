package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.DecodedBatch;

/** Runs labelled images through a network, batch by batch. */
record NetworkScorer(BatchDecoder decoder, TrainedNetwork network, Preprocessing preprocessing, LabelSet labels) {
    private static final int BATCH = 32;

    /**
     * Adds every image to {@code evaluator}.
     *
     * @return the images that could not be decoded
     */
    List<SkippedImage> score(List<Sample> samples, boolean strict, Evaluator evaluator, Progress progress) {
        List<SkippedImage> skipped = new ArrayList<>();
        samples.forEach(sample -> labels.indexOf(sample.label()));
        for (int from = 0; from < samples.size(); from += BATCH) {
            List<Sample> batch = samples.subList(from, Math.min(samples.size(), from + BATCH));
            DecodedBatch decoded = decoder.decode(batch, preprocessing, strict);
            float[][] probabilities = network.probabilities(decoded.images());
            for (int i = 0; i < batch.size(); i++) {
                Sample sample = batch.get(i);
                String failure = decoded.failures().get(sample);
                if (failure == null) {
                    evaluator.add(labels.indexOf(sample.label()), probabilities[i]);
                } else {
                    skipped.add(new SkippedImage(sample.location(), failure));
                }
            }
            progress.at("evaluating", from + batch.size(), samples.size());
        }
        return skipped;
    }
}
