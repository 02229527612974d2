package org.tl4j.predict;

/**
 * A grid of contributions to a logit, and what belongs to no position. Its sum stays the same in another size. Immutable.
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record PositionGrid(int height, int width, double[] values, double rest) {
    /** Whose values are all of the logit. */
    PositionGrid(int height, int width, double[] values) {
        this(height, width, values, 0);
    }

    /** The same in another size: each position shares its value among those that it covers, by area. */
    PositionGrid resized(int toHeight, int toWidth) {
        if (toHeight == height && toWidth == width) {
            return this;
        }
        double[][] rows = shares(height, toHeight);
        double[][] columns = shares(width, toWidth);
        double[] resized = new double[toHeight * toWidth];
        for (int i = 0; i < values.length; i++) {
            double[] down = rows[i / width];
            double[] across = columns[i % width];
            for (int r = 0; r < toHeight; r++) {
                for (int c = 0; down[r] > 0 && c < toWidth; c++) {
                    resized[r * toWidth + c] += values[i] * down[r] * across[c];
                }
            }
        }
        return new PositionGrid(toHeight, toWidth, resized, rest);
    }

    /** Which share of each of {@code from} equal intervals lies in each of {@code to}. */
    private static double[][] shares(int from, int to) {
        double[][] shares = new double[from][to];
        for (int i = 0; i < from; i++) {
            for (int j = 0; j < to; j++) {
                double overlap =
                        Math.min((i + 1.0) / from, (j + 1.0) / to) - Math.max((double) i / from, (double) j / to);
                shares[i][j] = Math.max(0, overlap * from);
            }
        }
        return shares;
    }
}
