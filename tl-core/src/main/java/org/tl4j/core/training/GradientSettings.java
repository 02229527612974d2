package org.tl4j.core.training;

import java.util.HashMap;
import java.util.Map;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.Augmentation;

/**
 * How a whole network is trained by stochastic gradient descent with Nesterov momentum and a one-cycle learning rate
 * (Smith and Topin 2018, "Super-Convergence").
 *
 * @param epochs passes over the training images, at least 1
 * @param batchSize images a step, at least 2
 * @param learningRate the peak, above 0
 * @param warmUp the share of steps in which the rate rises to the peak, in [0, 1)
 * @param momentum in [0, 1)
 * @param weightDecay L2 penalty on the weights of convolutions and of the head, at least 0
 * @param augmentation random changes to training images
 */
public record GradientSettings(
        int epochs,
        int batchSize,
        double learningRate,
        double warmUp,
        double momentum,
        double weightDecay,
        Augmentation augmentation) {
    public GradientSettings {
        require(epochs >= 1, "epochs", "must be at least 1", epochs);
        require(batchSize >= 2, "batch-size", "must be at least 2", batchSize);
        require(learningRate > 0 && Double.isFinite(learningRate), "learning-rate", "must be above 0", learningRate);
        require(warmUp >= 0 && warmUp < 1, "warm-up", "must be in [0, 1)", warmUp);
        require(momentum >= 0 && momentum < 1, "momentum", "must be in [0, 1)", momentum);
        require(weightDecay >= 0 && Double.isFinite(weightDecay), "weight-decay", "must be at least 0", weightDecay);
    }

    private static void require(boolean holds, String key, String rule, Number found) {
        if (!holds) {
            throw new UsageException(key, rule, found.toString(), "");
        }
    }

    /** The learning rate at a point of the run: a linear rise, then half a cosine down to nothing. */
    public double rateAt(double fractionDone) {
        if (fractionDone < warmUp) {
            return learningRate * (0.04 + 0.96 * fractionDone / warmUp);
        }
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * (fractionDone - warmUp) / (1 - warmUp)));
    }

    /** Every setting by its dashed key, for provenance. */
    public Map<String, String> byKey() {
        Map<String, String> settings = new HashMap<>(augmentation.byKey());
        settings.put("epochs", Integer.toString(epochs));
        settings.put("batch-size", Integer.toString(batchSize));
        settings.put("learning-rate", Double.toString(learningRate));
        settings.put("warm-up", Double.toString(warmUp));
        settings.put("momentum", Double.toString(momentum));
        settings.put("weight-decay", Double.toString(weightDecay));
        return Map.copyOf(settings);
    }
}
