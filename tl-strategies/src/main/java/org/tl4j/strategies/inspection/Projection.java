package org.tl4j.strategies.inspection;

import org.tl4j.strategies.calibration.PrincipalDirections;

/** Rows in the few directions in which they vary most. Distances between projected rows are never larger than before. */
final class Projection {
    /** Directions need no more; any directions at right angles keep what this class promises. */
    private static final int MOST_FITTED = 1000;

    private Projection() {}

    /**
     * Projects all rows.
     *
     * @param directions how many are wanted, at least 1; fewer where rows have no more
     * @return one row each, with mean about 0
     */
    static float[][] of(UnitRows rows, int directions) {
        int[] some = Sampling.evenly(rows.rows(), MOST_FITTED);
        float[] mean = mean(rows, some);
        float[][] centred = new float[some.length][];
        for (int i = 0; i < some.length; i++) {
            centred[i] = minus(rows.values(some[i]), mean);
        }
        float[][] axes = PrincipalDirections.of(
                centred, Math.max(1, Math.min(directions, Math.min(rows.width(), some.length - 1))));
        float[][] projected = new float[rows.rows()][axes.length];
        for (int row = 0; row < projected.length; row++) {
            float[] difference = minus(rows.values(row), mean);
            for (int axis = 0; axis < axes.length; axis++) {
                projected[row][axis] = UnitRows.dot(difference, axes[axis]);
            }
        }
        return projected;
    }

    private static float[] mean(UnitRows rows, int[] some) {
        double[] sum = new double[rows.width()];
        for (int row : some) {
            float[] values = rows.values(row);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        float[] mean = new float[sum.length];
        for (int i = 0; i < sum.length; i++) {
            mean[i] = (float) (sum[i] / some.length);
        }
        return mean;
    }

    private static float[] minus(float[] values, float[] mean) {
        float[] difference = new float[values.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = values[i] - mean[i];
        }
        return difference;
    }
}
