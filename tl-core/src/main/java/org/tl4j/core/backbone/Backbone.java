package org.tl4j.core.backbone;

import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxTranslation;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * A frozen pretrained network up to its boundary. This is all that extracting features and fitting a new output layer need;
 * one whose weights can be trained is a {@link TrainableBackbone}. Thread-safe.
 */
public interface Backbone extends FeatureNetwork {
    /** What it is. */
    BackboneSpec spec();

    @Override
    default Boundary boundary() {
        return spec().boundary();
    }

    /**
     * Runs the frozen part, as at inference.
     *
     * @param images [n, channels, height, width] of the size that the preprocessing gives
     * @return [n, boundary width], finite
     * @throws org.tl4j.core.error.WeightsException if a feature is not finite
     */
    @Override
    FeatureBatch features(ImageBatch images);

    /**
     * This backbone and a new output layer that holds {@code head}, as data for a bundle; its engine loads a network from it
     * that gives the same probabilities.
     *
     * @param head takes as many features as the boundary gives
     */
    NetworkContents contents(LinearHead head);

    /**
     * The frozen part in ONNX, with the output {@value org.tl4j.core.network.OnnxNetwork#FEATURES}, so that a faster engine
     * can run it. Refused by default.
     */
    default OnnxTranslation onnx() {
        return new OnnxTranslation.Refused("a network of " + spec().runtime() + ", which does not write ONNX");
    }
}
