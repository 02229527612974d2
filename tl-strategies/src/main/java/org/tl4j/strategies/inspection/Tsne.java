package org.tl4j.strategies.inspection;

import java.util.Arrays;
import org.tl4j.core.error.InterruptedWorkException;

/**
 * t-SNE by trees (van der Maaten 2014, "Accelerating t-SNE using Tree-Based Algorithms"), begun from the two directions of
 * largest variance (Kobak and Berens 2019), with the learning rate of Belkina et al. (2019). No randomness: the same points
 * give the same map. Not thread-safe.
 */
final class Tsne {
    private static final double PERPLEXITY = 30;
    private static final int NEIGHBOURS_PER_PERPLEXITY = 3;
    private static final double ANGLE = 0.5;
    private static final double EXAGGERATION = 12;
    private static final int EXAGGERATED = 250;
    private static final int ITERATIONS = 750;
    private static final double LEAST_RATE = 50;
    private static final double EARLY_MOMENTUM = 0.5;
    private static final double MOMENTUM = 0.8;
    private static final double START_DEVIATION = 1e-4;
    private static final double LEAST_GAIN = 0.01;

    private final Affinities affinities;
    private final double[] xs;
    private final double[] ys;
    private final double[] moveX;
    private final double[] moveY;
    private final double[] gainX;
    private final double[] gainY;

    private Tsne(Affinities affinities, double[] xs, double[] ys) {
        this.affinities = affinities;
        this.xs = xs;
        this.ys = ys;
        this.moveX = new double[xs.length];
        this.moveY = new double[xs.length];
        this.gainX = filled(xs.length);
        this.gainY = filled(xs.length);
    }

    private static double[] filled(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Two coordinates per point.
     *
     * @param rows at least 4 points whose first two values are those of the largest variance
     * @throws InterruptedWorkException if this thread is interrupted; it stays so
     */
    static double[][] of(float[][] rows) {
        double perplexity = Math.min(PERPLEXITY, (rows.length - 1) / (double) NEIGHBOURS_PER_PERPLEXITY);
        int count = (int) Math.min(rows.length - 1, Math.ceil(perplexity * NEIGHBOURS_PER_PERPLEXITY));
        int[] all = Sampling.evenly(rows.length, rows.length);
        Neighbours nearest =
                Neighbours.of(rows.length, all, count, (one, other) -> -squaredDistance(rows[one], rows[other]));
        double[][] start = start(rows);
        Tsne map = new Tsne(Affinities.of(nearest, perplexity), start[0], start[1]);
        map.descend();
        return new double[][] {map.xs, map.ys};
    }

    private static float squaredDistance(float[] one, float[] other) {
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            float difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }

    private static double[][] start(float[][] rows) {
        double squares = 0;
        for (float[] row : rows) {
            squares += (double) row[0] * row[0];
        }
        double scale = squares == 0 ? 0 : START_DEVIATION / Math.sqrt(squares / rows.length);
        double[][] start = new double[2][rows.length];
        for (int i = 0; i < rows.length; i++) {
            start[0][i] = rows[i][0] * scale;
            start[1][i] = rows[i].length > 1 ? rows[i][1] * scale : 0;
        }
        return start;
    }

    private void descend() {
        double rate = Math.max(LEAST_RATE, xs.length / EXAGGERATION);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            Interruption.check("the map of the images", iteration, ITERATIONS);
            boolean early = iteration < EXAGGERATED;
            step(early ? EXAGGERATION : 1, rate, early ? EARLY_MOMENTUM : MOMENTUM);
        }
    }

    private void step(double exaggeration, double rate, double momentum) {
        int n = xs.length;
        double[][] repulsion = new double[n][2];
        QuadTree tree = new QuadTree(xs, ys);
        double total = 0;
        for (int i = 0; i < n; i++) {
            total += tree.repulsion(i, ANGLE, repulsion[i]);
        }
        double[] gradientX = new double[n];
        double[] gradientY = new double[n];
        for (int i = 0; i < n; i++) {
            double pullX = 0;
            double pullY = 0;
            int[] near = affinities.indices()[i];
            double[] values = affinities.values()[i];
            for (int k = 0; k < near.length; k++) {
                double x = xs[i] - xs[near[k]];
                double y = ys[i] - ys[near[k]];
                double weight = values[k] / (1 + x * x + y * y);
                pullX += weight * x;
                pullY += weight * y;
            }
            gradientX[i] = 4 * (exaggeration * pullX - repulsion[i][0] / total);
            gradientY[i] = 4 * (exaggeration * pullY - repulsion[i][1] / total);
        }
        move(xs, moveX, gainX, gradientX, rate, momentum);
        move(ys, moveY, gainY, gradientY, rate, momentum);
    }

    /** With gains that grow where the direction stays (Jacobs 1988), as in van der Maaten's own program. */
    private static void move(
            double[] points, double[] moves, double[] gains, double[] gradient, double rate, double momentum) {
        double mean = 0;
        for (int i = 0; i < points.length; i++) {
            boolean turned = gradient[i] > 0 == moves[i] > 0;
            gains[i] = Math.max(LEAST_GAIN, turned ? gains[i] * 0.8 : gains[i] + 0.2);
            moves[i] = momentum * moves[i] - rate * gains[i] * gradient[i];
            points[i] += moves[i];
            mean += points[i] / points.length;
        }
        for (int i = 0; i < points.length; i++) {
            points[i] -= mean;
        }
    }
}
