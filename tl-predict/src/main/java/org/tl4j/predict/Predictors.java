package org.tl4j.predict;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.ImageExplainer;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.StagedEmbedder;
import org.tl4j.core.prediction.StagedPredictor;

/**
 * Opens bundles for prediction, or for the features of their networks. {@link BundlePredictors} does it; a test of an
 * application writes its own. Thread-safe.
 */
public interface Predictors {
    /**
     * Opens a bundle file; the caller closes the predictor.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     */
    Predictor open(Path bundle, PredictorSettings settings);

    /**
     * Opens a bundle in memory; the caller closes the predictor.
     *
     * @param bundle the content of the file, from its position to its limit; not to be changed meanwhile
     * @param name what to call it in messages
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     */
    Predictor open(ByteBuffer bundle, String name, PredictorSettings settings);

    /**
     * Opens the network of a bundle file up to its boundary; the caller closes it. After fine-tuning its features are not
     * those of the pretrained network.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     * @throws org.tl4j.core.error.UsageException if its engine computes no features of bundles
     */
    ImageEmbedder embedder(Path bundle, PredictorSettings settings);

    /**
     * The same of a bundle in memory.
     *
     * @param bundle the content of the file, from its position to its limit; not to be changed meanwhile
     * @param name what to call it in messages
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     * @throws org.tl4j.core.error.UsageException if its engine computes no features of bundles
     */
    ImageEmbedder embedder(ByteBuffer bundle, String name, PredictorSettings settings);

    /**
     * Opens a bundle file for prediction in two stages, for those who put images of several callers into one batch; the caller
     * closes the predictor.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     */
    default StagedPredictor staged(Path bundle, PredictorSettings settings) {
        throw new UnsupportedOperationException("these predictors have no stages");
    }

    /**
     * The same for features, as {@link #embedder(Path, PredictorSettings)}.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     * @throws org.tl4j.core.error.UsageException if its engine computes no features of bundles
     */
    default StagedEmbedder stagedEmbedder(Path bundle, PredictorSettings settings) {
        throw new UnsupportedOperationException("these embedders have no stages");
    }

    /**
     * Opens a bundle file to show which parts of images speak for its labels; the caller closes the explainer. Where the logits of
     * the model cannot be attributed to positions, each {@link org.tl4j.core.prediction.Explanation} says why.
     *
     * @throws org.tl4j.core.error.BundleException if it cannot be read, or its engine is not there
     */
    default ImageExplainer explainer(Path bundle, PredictorSettings settings) {
        throw new UnsupportedOperationException("these predictors explain nothing");
    }

    /** The explainer of a bundle file with the default settings, as {@link #explainer(Path, PredictorSettings)}. */
    default ImageExplainer explainer(Path bundle) {
        return explainer(bundle, PredictorSettings.DEFAULT);
    }

    /** Opens a bundle file with the default settings, as {@link #open(Path, PredictorSettings)}. */
    default Predictor open(Path bundle) {
        return open(bundle, PredictorSettings.DEFAULT);
    }

    /** The embedder of a bundle file with the default settings, as {@link #embedder(Path, PredictorSettings)}. */
    default ImageEmbedder embedder(Path bundle) {
        return embedder(bundle, PredictorSettings.DEFAULT);
    }
}
