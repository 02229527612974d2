package org.tl4j.strategies;

import java.util.List;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.TrainingImages;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.FeatureExtractor;

/**
 * The strategies for those who do not use Guice. Immutable.
 *
 * @param reader reads images
 * @param preprocessor decodes them
 * @param store keeps features
 * @param headTrainer fits output layers
 */
public record Strategies(
        ImageReader reader, ImagePreprocessor preprocessor, FeatureStore store, HeadTrainer headTrainer) {
    /** Runs images through frozen backbones. */
    public FeatureExtractor featureExtractor() {
        return new FeatureExtractor(batchDecoder(), store);
    }

    /** Decodes images, many at a time. */
    public BatchDecoder batchDecoder() {
        return new BatchDecoder(reader, preprocessor);
    }

    /** Feature extraction: a frozen backbone and a new output layer. */
    public TransferStrategy featureExtraction(HeadSettings settings) {
        return new FeatureExtraction(featureExtractor(), headTrainer, settings);
    }

    /** Images for training a whole network. */
    public TrainingImages trainingImages(
            List<Sample> samples, LabelSet labels, Preprocessing preprocessing, Augmentation augmentation) {
        return new DecodedTrainingImages(
                List.copyOf(samples), labels, preprocessing, augmentation, reader, preprocessor);
    }
}
