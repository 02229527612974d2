package org.tl4j.core.training;

/**
 * How well a model does on images that it was not fitted to.
 *
 * @param accuracy the share that is right, from 0 to 1
 * @param logLoss the mean negative natural logarithm of the probability of the right class
 * @param images how many images it was measured on
 * @param crossValidated whether each image was scored by a model fitted to the others, for want of a validation part
 */
public record Score(double accuracy, double logLoss, int images, boolean crossValidated) {
    /** Whether more is right; of two that have as many right, the lower loss is better. */
    public boolean betterThan(Score other) {
        return accuracy != other.accuracy ? accuracy > other.accuracy : logLoss < other.logLoss;
    }
}
