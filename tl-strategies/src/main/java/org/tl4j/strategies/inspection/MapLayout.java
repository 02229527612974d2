package org.tl4j.strategies.inspection;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tl4j.core.inspection.DataMap;

/** Puts images on a plane, those that look alike beside each other. */
final class MapLayout {
    /** With fewer a map shows nothing. */
    static final int FEWEST_IMAGES = 4;

    /** Of more images some are on the map; 5,000 take about 10 seconds. */
    static final int MOST_IMAGES = 5000;

    /** Neighbours of so few are no groups. */
    private static final int FEWEST_FOR_TSNE = 20;

    private static final int DIRECTIONS = 50;

    private MapLayout() {}

    /** The map; at least {@value #FEWEST_IMAGES} rows. */
    static DataMap of(UnitRows rows) {
        int[] shown = Sampling.evenly(rows.rows(), MOST_IMAGES);
        float[][] projected = Projection.of(rows, DIRECTIONS);
        float[][] some = Arrays.stream(shown).mapToObj(row -> projected[row]).toArray(float[][]::new);
        boolean tsne = some.length >= FEWEST_FOR_TSNE;
        double[][] places = tsne ? Tsne.of(some) : components(some);
        return new DataMap(
                tsne ? DataMap.Method.TSNE : DataMap.Method.PRINCIPAL_COMPONENTS,
                points(shown, unit(places[0]), unit(places[1])));
    }

    private static double[][] components(float[][] rows) {
        double[][] places = new double[2][rows.length];
        for (int i = 0; i < rows.length; i++) {
            places[0][i] = rows[i][0];
            places[1][i] = rows[i].length > 1 ? rows[i][1] : 0;
        }
        return places;
    }

    private static double[] unit(double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        double range = high > low ? high - low : 1;
        return Arrays.stream(values).map(value -> (value - low) / range).toArray();
    }

    private static List<DataMap.Point> points(int[] images, double[] xs, double[] ys) {
        List<DataMap.Point> points = new ArrayList<>();
        for (int i = 0; i < images.length; i++) {
            points.add(new DataMap.Point(images[i], xs[i], ys[i]));
        }
        return points;
    }
}
