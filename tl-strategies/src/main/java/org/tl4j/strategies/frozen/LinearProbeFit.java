package org.tl4j.strategies.frozen;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.training.Decision.HeadsCompared;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadKind;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * A head fitted to a frozen network.
 *
 * @param train the images that it was fitted to
 * @param validation the images that its settings were chosen by; empty if there were none, or if it was finally fitted
 *     to them
 * @param skipped images that could not be decoded
 * @param fit the head
 * @param heads why that kind of head; empty where a class has too many images for a choice
 * @param norms the size of the features that it was fitted to
 * @param refitted whether it was finally fitted to the validation images as well
 * @param outcome its predictions for the validation images; empty without any
 * @param extraction the duration of feature extraction
 * @param fitting the duration of the fit
 */
public record LinearProbeFit(
        List<Sample> train,
        List<Sample> validation,
        List<SkippedImage> skipped,
        HeadFit fit,
        Optional<HeadsCompared> heads,
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

    /** Whether the head is one of class means. */
    boolean isPrototype() {
        return heads.filter(choice -> choice.head() == HeadKind.PROTOTYPE).isPresent();
    }
}
