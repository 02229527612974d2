package org.tl4j.core.calibration;

import java.util.List;
import org.tl4j.core.weights.Tensor;

/**
 * How far the features of an image are from those of the training images.
 *
 * @param method which distance, {@code mahalanobis}
 * @param tensors what the distance needs, by name
 * @param distances quantiles of the distances of held-out images, ascending, by which a distance becomes a familiarity
 * @param bound the familiarity below which an image is unfamiliar, in [0, 1]
 */
public record FamiliarityModel(String method, List<Tensor> tensors, List<Double> distances, double bound) {
    public FamiliarityModel {
        tensors = List.copyOf(tensors);
        distances = List.copyOf(distances);
    }
}
