package org.tl4j.core.evaluation;

/**
 * Calibrates a classifier by one parameter: all logits are divided by a temperature, which does not change the order of
 * the classes (Guo et al. 2017, "On Calibration of Modern Neural Networks"). It makes the log losses of two networks
 * comparable that differ in sharpness, for example by label smoothing. Immutable.
 *
 * @param temperature above 0; above 1 makes probabilities less extreme
 */
public record TemperatureScaling(double temperature) {
    private static final double LOWEST = 0.05;
    private static final double HIGHEST = 20;
    /** Shrinks the interval of log temperatures to 6 / 0.618^-40, which is below 1e-7. */
    private static final int STEPS = 40;

    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
    /** Lower limit of a probability, so that one mistake cannot make the mean infinite. */
    private static final double SMALLEST = 1e-15;

    public TemperatureScaling {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature must be above 0 and finite, found " + temperature);
        }
    }

    /**
     * The temperature, from 0.05 to 20, with the lowest mean log loss.
     *
     * @param probabilities one row per example, one value per class
     * @param labels the index of the right class of each example; at least one
     */
    public static TemperatureScaling fit(float[][] probabilities, int[] labels) {
        double low = Math.log(LOWEST);
        double high = Math.log(HIGHEST);
        for (int step = 0; step < STEPS; step++) {
            double lower = high - GOLDEN * (high - low);
            double upper = low + GOLDEN * (high - low);
            // the loss is convex in 1 / temperature, so it has one lowest point in its logarithm too
            if (at(lower).meanLoss(probabilities, labels) <= at(upper).meanLoss(probabilities, labels)) {
                high = upper;
            } else {
                low = lower;
            }
        }
        return at((low + high) / 2);
    }

    private static TemperatureScaling at(double logarithm) {
        return new TemperatureScaling(Math.exp(logarithm));
    }

    private double meanLoss(float[][] probabilities, int[] labels) {
        double sum = 0;
        for (int i = 0; i < labels.length; i++) {
            sum += loss(probabilities[i], labels[i]);
        }
        return sum / labels.length;
    }

    /** The negative natural logarithm of the probability of the class {@code label}. */
    public double loss(float[] probabilities, int label) {
        double sum = 0;
        double largest = logarithm(probabilities[0]);
        for (float probability : probabilities) {
            largest = Math.max(largest, logarithm(probability));
        }
        for (float probability : probabilities) {
            sum += Math.exp((logarithm(probability) - largest) / temperature);
        }
        return Math.log(sum) - (logarithm(probabilities[label]) - largest) / temperature;
    }

    /** The probabilities of classes at this temperature, which sum to 1. */
    public float[] classes(float[] probabilities) {
        double largest = logarithm(probabilities[0]);
        for (float probability : probabilities) {
            largest = Math.max(largest, logarithm(probability));
        }
        double sum = 0;
        double[] powers = new double[probabilities.length];
        for (int i = 0; i < powers.length; i++) {
            powers[i] = Math.exp((logarithm(probabilities[i]) - largest) / temperature);
            sum += powers[i];
        }
        float[] scaled = new float[powers.length];
        for (int i = 0; i < powers.length; i++) {
            scaled[i] = (float) (powers[i] / sum);
        }
        return scaled;
    }

    /** The probabilities of labels at this temperature, each by itself. */
    public float[] labels(float[] probabilities) {
        float[] scaled = new float[probabilities.length];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = classes(new float[] {probabilities[i], 1 - probabilities[i]})[0];
        }
        return scaled;
    }

    private static double logarithm(double probability) {
        return Math.log(Math.max(SMALLEST, probability));
    }
}
