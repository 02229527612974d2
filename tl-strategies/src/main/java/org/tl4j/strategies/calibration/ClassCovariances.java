package org.tl4j.strategies.calibration;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.FeatureDistance;
import org.tl4j.core.weights.Tensor;

/**
 * The mean and the shrunk covariance of each class: covariance * (1 - {@value #SHRINKAGE}) + identity * mean variance *
 * {@value #SHRINKAGE}, of which the first directions are kept and the others have their mean variance.
 */
final class ClassCovariances {
    /** Of real photos, the best of 0.3 to 0.97 for classes of about 100 images; see the decision record. */
    private static final double SHRINKAGE = 0.85;

    private static final int MOST_DIRECTIONS = 64;

    /** Values of all directions and means: 8 MB. */
    private static final long MOST_VALUES = 2_000_000;

    /** By how many images the variance of all classes counts in the variance of each. */
    private static final int PRIOR_IMAGES = 3;

    private final int width;
    private final int rank;
    private final List<float[]> means = new ArrayList<>();
    private final List<float[][]> directions = new ArrayList<>();
    private final List<Float> scales = new ArrayList<>();

    private ClassCovariances(int width, int rank) {
        this.width = width;
        this.rank = rank;
    }

    /** Empty if all images of each class are the same, or one image is all there is of each. */
    static Optional<ClassCovariances> of(List<List<float[]>> classes) {
        if (classes.isEmpty()) {
            return Optional.empty();
        }
        int width = classes.get(0).get(0).length;
        long values = (long) classes.size() * width;
        if (values > MOST_VALUES) {
            return Optional.empty();
        }
        int largest = classes.stream().mapToInt(List::size).max().orElseThrow();
        int rank = (int) Math.min(Math.min(MOST_DIRECTIONS, largest - 1), MOST_VALUES / values - 1);
        ClassCovariances fitted = new ClassCovariances(width, Math.min(rank, width - 1));
        List<float[][]> centred = new ArrayList<>();
        double variance = 0;
        int free = 0;
        for (List<float[]> rows : classes) {
            float[][] differences = fitted.centre(rows);
            centred.add(differences);
            variance += squares(differences);
            free += differences.length - 1;
        }
        if (free == 0 || variance == 0) {
            return Optional.empty();
        }
        for (float[][] differences : centred) {
            fitted.add(differences, variance / free);
        }
        return Optional.of(fitted);
    }

    private float[][] centre(List<float[]> rows) {
        float[][] normalised = rows.stream().map(FeatureDistance::normalised).toArray(float[][]::new);
        float[] mean = new float[width];
        for (float[] row : normalised) {
            for (int i = 0; i < width; i++) {
                mean[i] += row[i] / normalised.length;
            }
        }
        means.add(mean);
        for (float[] row : normalised) {
            for (int i = 0; i < width; i++) {
                row[i] -= mean[i];
            }
        }
        return normalised;
    }

    private static double squares(float[][] rows) {
        double sum = 0;
        for (float[] row : rows) {
            sum += Vectors.dot(row, row);
        }
        return sum;
    }

    /** Keeps each direction times the root of what the inverse lacks there, so that one difference of squares is the distance. */
    private void add(float[][] differences, double commonVariance) {
        int free = differences.length - 1;
        double total = squares(differences);
        double mean = (total + PRIOR_IMAGES * commonVariance) / (free + PRIOR_IMAGES) / width;
        float[][] axes = PrincipalDirections.of(differences, Math.min(rank, free));
        double[] variances = new double[axes.length];
        double rest = free == 0 ? 0 : total / free;
        for (int j = 0; j < axes.length; j++) {
            variances[j] = Vectors.variance(differences, axes[j], free);
            rest -= variances[j];
        }
        double others = SHRINKAGE * mean + (1 - SHRINKAGE) * Math.max(0, rest) / (width - axes.length);
        float[][] kept = new float[rank][width];
        for (int j = 0; j < axes.length; j++) {
            double along = SHRINKAGE * mean + (1 - SHRINKAGE) * variances[j];
            Vectors.addScaled(kept[j], axes[j], Math.sqrt(Math.max(0, 1 - others / along)));
        }
        directions.add(kept);
        scales.add((float) (1 / others));
    }

    FamiliarityModel model(List<Double> distances, int images, boolean crossValidated, double bound) {
        FloatBuffer centres = FloatBuffer.allocate(means.size() * width);
        means.forEach(centres::put);
        FloatBuffer axes = FloatBuffer.allocate(means.size() * rank * width);
        for (float[][] ofClass : directions) {
            for (float[] direction : ofClass) {
                axes.put(direction);
            }
        }
        FloatBuffer factors = FloatBuffer.allocate(scales.size());
        scales.forEach(factors::put);
        return new FamiliarityModel(
                new Tensor("means", List.of(means.size(), width), centres.flip()),
                new Tensor("directions", List.of(means.size(), rank, width), axes.flip()),
                new Tensor("scales", List.of(means.size()), factors.flip()),
                distances,
                images,
                crossValidated,
                bound);
    }
}
