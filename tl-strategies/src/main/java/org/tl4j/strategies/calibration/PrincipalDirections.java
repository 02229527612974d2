package org.tl4j.strategies.calibration;

import java.util.SplittableRandom;

/** The directions in which rows of mean 0 vary most, by orthogonal iteration (Golub and Van Loan, section 8.2.4). */
public final class PrincipalDirections {
    /** Enough for the order of distances, which needs no exact eigenvectors. */
    private static final int ITERATIONS = 15;

    private static final long SEED = 7;

    private PrincipalDirections() {}

    /** Directions of length 1, at right angles; always the same for the same rows. */
    public static float[][] of(float[][] rows, int count) {
        SplittableRandom random = new SplittableRandom(SEED);
        float[][] directions = new float[count][rows[0].length];
        for (float[] direction : directions) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        orthonormalise(directions);
        for (int iteration = 0; iteration < ITERATIONS; iteration++) {
            for (int j = 0; j < count; j++) {
                directions[j] = covarianceTimes(rows, directions[j]);
            }
            orthonormalise(directions);
        }
        return directions;
    }

    private static float[] covarianceTimes(float[][] rows, float[] direction) {
        float[] product = new float[direction.length];
        for (float[] row : rows) {
            Vectors.addScaled(product, row, Vectors.dot(row, direction));
        }
        return product;
    }

    /** Gram and Schmidt, modified and done twice against rounding. */
    private static void orthonormalise(float[][] directions) {
        for (int j = 0; j < directions.length; j++) {
            scaleToOne(directions[j]);
            for (int pass = 0; pass < 2; pass++) {
                for (int k = 0; k < j; k++) {
                    Vectors.addScaled(directions[j], directions[k], -Vectors.dot(directions[j], directions[k]));
                }
                scaleToOne(directions[j]);
            }
        }
    }

    private static void scaleToOne(float[] direction) {
        double length = Math.sqrt(Vectors.dot(direction, direction));
        if (length > 0) {
            for (int i = 0; i < direction.length; i++) {
                direction[i] = (float) (direction[i] / length);
            }
        }
    }
}
