package org.tl4j.strategies.frozen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.training.HeadFit;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * A head fitted to a frozen network.
 *
 * @param train the images that it was fitted to
 * @param validation the images that it was chosen by; empty where there were none, or where it was fitted to them at last
 * @param skipped images that could not be decoded
 * @param fit the head
 * @param norms how large the features are that it was fitted to
 * @param refitted whether it was fitted, at last, to the images that it was chosen by
 * @param outcome what it says of each validation image; empty without any
 * @param extraction how long the features took
 * @param fitting how long the fit took
 */
public record LinearProbeFit(
        List<Sample> train,
        List<Sample> validation,
        List<SkippedImage> skipped,
        HeadFit fit,
        FeatureNorms norms,
        boolean refitted,
        Optional<ValidationPredictions> outcome,
        Duration extraction,
        Duration fitting) {
    public LinearProbeFit {
        train = List.copyOf(train);
        validation = List.copyOf(validation);
        skipped = List.copyOf(skipped);
    }
}
