package org.tl4j.strategies.calibration;

/** Sums over arrays of one length. */
final class Vectors {
    private Vectors() {}

    static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }

    static void addScaled(float[] target, float[] vector, double factor) {
        float by = (float) factor;
        for (int i = 0; i < target.length; i++) {
            target[i] += by * vector[i];
        }
    }

    /** The variance of rows of mean 0 along a direction of length 1, with {@code free} degrees of freedom. */
    static double variance(float[][] rows, float[] direction, int free) {
        double sum = 0;
        for (float[] row : rows) {
            double along = dot(row, direction);
            sum += along * along;
        }
        return sum / free;
    }
}
