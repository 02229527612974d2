package org.tl4j.core.training;

/**
 * How well a model does on images that it was not fitted to.
 *
 * @param accuracy the share of images that are right, from 0 to 1
 * @param logLoss the mean negative natural logarithm of the probability of the right class
 * @param images how many images it was measured on
 * @param crossValidated whether each image was scored by a model fitted to the others, because there are no validation
 *     images
 */
public record Score(double accuracy, double logLoss, int images, boolean crossValidated) {
    /** Whether the accuracy is higher or, if equal, the loss is lower. */
    public boolean betterThan(Score other) {
        return accuracy != other.accuracy ? accuracy > other.accuracy : logLoss < other.logLoss;
    }
}
