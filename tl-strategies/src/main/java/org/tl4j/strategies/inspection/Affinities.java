package org.tl4j.strategies.inspection;

import java.util.HashMap;
import java.util.Map;

/**
 * How near points are, as probabilities that are symmetric and add up to 1: each has a bell curve over its neighbours, so wide
 * that about {@code perplexity} of them count (van der Maaten and Hinton 2008).
 */
@SuppressWarnings("ArrayRecordComponent") // made and read only here
record Affinities(int[][] indices, double[][] values) {
    private static final int BISECTIONS = 60;
    private static final double CLOSE = 1e-5;

    /**
     * Of the neighbours of points.
     *
     * @param neighbours whose similarities are negative squared distances
     * @param perplexity more than 1, at most the number of neighbours
     */
    static Affinities of(Neighbours neighbours, double perplexity) {
        int n = neighbours.indices().length;
        Map<Long, Double> sums = new HashMap<>();
        for (int i = 0; i < n; i++) {
            double[] row = conditional(neighbours.similarities()[i], Math.log(perplexity));
            for (int k = 0; k < row.length; k++) {
                int j = neighbours.indices()[i][k];
                long pair = (long) Math.min(i, j) * n + Math.max(i, j);
                sums.merge(pair, row[k] / (2.0 * n), Double::sum);
            }
        }
        int[] counts = new int[n];
        sums.keySet().forEach(pair -> {
            counts[(int) (pair / n)]++;
            counts[(int) (pair % n)]++;
        });
        int[][] indices = new int[n][];
        double[][] values = new double[n][];
        for (int i = 0; i < n; i++) {
            indices[i] = new int[counts[i]];
            values[i] = new double[counts[i]];
        }
        // in one order, whatever that of the map: sums of many values depend on it
        sums.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            int i = (int) (entry.getKey() / n);
            int j = (int) (entry.getKey() % n);
            indices[i][--counts[i]] = j;
            values[i][counts[i]] = entry.getValue();
            indices[j][--counts[j]] = i;
            values[j][counts[j]] = entry.getValue();
        });
        return new Affinities(indices, values);
    }

    /** Probabilities over neighbours with the given entropy, by bisection of the precision of the bell curve. */
    static double[] conditional(float[] similarities, double entropy) {
        double low = 0;
        double high = Double.POSITIVE_INFINITY;
        double precision = 1;
        double[] row = new double[similarities.length];
        for (int step = 0; step < BISECTIONS; step++) {
            double sum = 0;
            double weighted = 0;
            for (int k = 0; k < row.length; k++) {
                double above = similarities[0] - similarities[k];
                row[k] = Math.exp(-above * precision);
                sum += row[k];
                weighted += row[k] * above;
            }
            double reached = Math.log(sum) + precision * weighted / sum;
            for (int k = 0; k < row.length; k++) {
                row[k] /= sum;
            }
            if (Math.abs(reached - entropy) < CLOSE) {
                return row;
            }
            if (reached > entropy) {
                low = precision;
                precision = Double.isInfinite(high) ? precision * 2 : (precision + high) / 2;
            } else {
                high = precision;
                precision = (precision + low) / 2;
            }
        }
        return row;
    }
}
