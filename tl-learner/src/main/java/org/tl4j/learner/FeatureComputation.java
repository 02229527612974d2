package org.tl4j.learner;

import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.prediction.ImageEmbedder;

/** Computes features by backbones, with nothing trained. {@link TransferLearner} does; a test may do something else. */
public interface FeatureComputation {
    /**
     * Computes the features of a data set; those that were computed before are read from the feature store.
     *
     * @throws org.tl4j.core.error.Tl4jException if the images or the weights do not allow it
     */
    FeatureReport features(FeatureRequest request);

    /**
     * Opens a backbone to compute features of single images; the caller closes it. Weights that are not on this machine are
     * fetched; features are not kept.
     *
     * @throws org.tl4j.core.error.Tl4jException as {@link Backbones#open}
     */
    ImageEmbedder embedder(BackboneRequest backbone);
}
