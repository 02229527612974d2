package org.tl4j.strategies.training;

import java.nio.FloatBuffer;
import java.util.SplittableRandom;
import org.tl4j.core.network.ExampleBatch;

/** Mixes the examples of a batch in pairs, inputs and targets alike (Zhang et al. 2018, "mixup"). */
final class Mixup {
    private Mixup() {}

    /**
     * Mixes the first example with the last, the second with the last but one, and so on; the order of a batch is random.
     *
     * @param alpha of the beta distribution that the share of the partner is drawn from, above 0
     */
    static void mix(ExampleBatch batch, double alpha, SplittableRandom random) {
        float share = (float) beta(alpha, random);
        for (int first = 0, last = batch.examples() - 1; first < last; first++, last--) {
            mix(batch.input(first), batch.input(last), share);
            mix(batch.target(first), batch.target(last), share);
        }
    }

    private static void mix(FloatBuffer one, FloatBuffer other, float share) {
        for (int i = 0; i < one.limit(); i++) {
            float a = one.get(i);
            float b = other.get(i);
            one.put(i, (1 - share) * a + share * b);
            other.put(i, (1 - share) * b + share * a);
        }
    }

    /** A draw from Beta(alpha, alpha), by two gamma variates. */
    static double beta(double alpha, SplittableRandom random) {
        double one = gamma(alpha, random);
        double other = gamma(alpha, random);
        return one + other == 0 ? 0.5 : one / (one + other);
    }

    /** Marsaglia and Tsang 2000, "A Simple Method for Generating Gamma Variables". */
    private static double gamma(double shape, SplittableRandom random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double normal = random.nextGaussian();
            double v = Math.pow(1 + c * normal, 3);
            double uniform = 1 - random.nextDouble();
            if (v > 0 && Math.log(uniform) < 0.5 * normal * normal + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }
}
