package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.DecodedBatch;
import org.tl4j.core.preprocessing.PipelineSettings;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.progress.Progress;
import org.tl4j.strategies.extraction.BatchDecoder;

/** Runs labelled images through a network, batch by batch; the next batch is decoded meanwhile. */
final class NetworkScorer {
    private static final int BATCH = 32;

    private final BatchDecoder decoder;
    private final TrainedNetwork network;
    private final Preprocessing preprocessing;
    private final LabelSet labels;

    NetworkScorer(BatchDecoder decoder, TrainedNetwork network, Preprocessing preprocessing, LabelSet labels) {
        this.decoder = decoder;
        this.network = network;
        this.preprocessing = preprocessing;
        this.labels = labels;
    }

    /** Takes what a network says. */
    @FunctionalInterface
    interface Taker {
        /** Takes one image with one probability per class. */
        void take(Sample sample, float[] probabilities);

        /** Whether {@link #takeFeatures} follows, where the network gives features. */
        default boolean wantsFeatures() {
            return false;
        }

        /** Takes the features of the image that was taken last. */
        default void takeFeatures(float[] features) {}
    }

    /**
     * Hands over what the network says of every image.
     *
     * @param taker receives each image that could be decoded, with its probabilities, in their order
     * @return the images that could not be decoded
     * @throws org.tl4j.core.error.InterruptedWorkException if this thread is interrupted before the last batch; it stays so
     */
    List<SkippedImage> score(List<Sample> samples, boolean strict, Taker taker, Progress progress) {
        samples.forEach(sample -> sample.annotation().present().forEach(labels::indexOf));
        return scoreAny(samples, strict, taker, progress);
    }

    /** The same for images that may have labels that the network does not know. */
    List<SkippedImage> scoreAny(List<Sample> samples, boolean strict, Taker taker, Progress progress) {
        List<SkippedImage> skipped = new ArrayList<>();
        PipelineSettings settings = new PipelineSettings("evaluating", preprocessing, BATCH, progress);
        decoder.decode(samples, settings, strict, batch -> add(batch, taker, skipped));
        return skipped;
    }

    private void add(DecodedBatch<Sample, String> batch, Taker taker, List<SkippedImage> skipped) {
        NetworkOutputs outputs = taker.wantsFeatures()
                ? network.outputs(batch.values())
                : new NetworkOutputs(network.probabilities(batch.values()), Optional.empty());
        for (int row = 0; row < batch.images().size(); row++) {
            Sample sample = batch.images().get(row);
            if (batch.isUsable(row)) {
                taker.take(sample, outputs.probabilities()[row]);
                if (outputs.features().isPresent()) {
                    taker.takeFeatures(outputs.features().orElseThrow()[row]);
                }
            } else {
                skipped.add(new SkippedImage(sample.location(), batch.failures().get(row)));
            }
        }
    }
}
