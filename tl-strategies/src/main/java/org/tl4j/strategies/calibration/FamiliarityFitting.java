package org.tl4j.strategies.calibration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.FeatureDistance;

/** Fits {@link FamiliarityModel} to features of training images, with the distances of held-out ones. */
final class FamiliarityFitting {
    private static final int FOLDS = 5;

    private FamiliarityFitting() {}

    /**
     * The model.
     *
     * @param train features of training images by class
     * @param heldOut features of validation images; if there are none, training images are measured by cross-validation
     * @param share of the held-out images that are not unfamiliar
     * @return empty where there are too few images, or too many classes for a model of a few MB
     */
    static Optional<FamiliarityModel> of(List<List<float[]>> train, List<float[]> heldOut, double share) {
        List<List<float[]>> classes =
                train.stream().filter(rows -> !rows.isEmpty()).toList();
        Optional<ClassCovariances> fitted = ClassCovariances.of(classes);
        if (fitted.isEmpty()) {
            return Optional.empty();
        }
        List<Double> distances = heldOut.isEmpty() ? crossValidated(classes) : distances(fitted.orElseThrow(), heldOut);
        if (distances.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                fitted.orElseThrow().model(quantiles(distances), distances.size(), heldOut.isEmpty(), 1 - share));
    }

    private static List<Double> distances(ClassCovariances fitted, List<float[]> images) {
        FeatureDistance distance = new FeatureDistance(fitted.model(List.of(0.0), 1, false, 0));
        return images.stream().map(distance::of).toList();
    }

    private static List<Double> crossValidated(List<List<float[]>> classes) {
        List<Double> distances = new ArrayList<>();
        for (int part = 0; part < FOLDS; part++) {
            int fold = part;
            List<List<float[]>> kept =
                    classes.stream().map(rows -> part(rows, fold, false)).toList();
            List<float[]> left = classes.stream()
                    .flatMap(rows -> part(rows, fold, true).stream())
                    .toList();
            List<List<float[]>> some =
                    kept.stream().filter(rows -> !rows.isEmpty()).toList();
            ClassCovariances.of(some).ifPresent(fitted -> distances.addAll(distances(fitted, left)));
        }
        return distances;
    }

    private static List<float[]> part(List<float[]> rows, int fold, boolean inside) {
        return IntStream.range(0, rows.size())
                .filter(i -> i % FOLDS == fold == inside)
                .mapToObj(rows::get)
                .toList();
    }

    private static List<Double> quantiles(List<Double> distances) {
        double[] sorted =
                distances.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int count = Math.min(sorted.length, FamiliarityModel.MOST_DISTANCES);
        double[] chosen = new double[count];
        for (int i = 0; i < count; i++) {
            chosen[i] = sorted[(int) ((long) i * (sorted.length - 1) / Math.max(1, count - 1))];
        }
        return Arrays.stream(chosen).boxed().toList();
    }
}
