package org.tl4j.predict;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.FeatureDistance;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.network.NetworkOutputs;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.ImageBatch;

/** Reads rows of outputs as a calibration says: the probabilities, and behind them the distance where it is known. */
final class CalibratedReading {
    private static final double HALF = 0.5;

    private final LabelSet labels;
    private final Calibration calibration;
    private final boolean calibrated;
    private final Optional<FeatureDistance> distance;

    /** Gives probabilities at the temperature if {@code calibrated}, and the network's otherwise. */
    CalibratedReading(LabelSet labels, Calibration calibration, boolean calibrated) {
        this.labels = labels;
        this.calibration = calibration;
        this.calibrated = calibrated;
        this.distance = calibration.familiarity().map(FeatureDistance::new);
    }

    /** The rows of a batch, to be read by {@link #prediction}. */
    float[][] rows(TrainedNetwork network, ImageBatch images) {
        if (distance.isEmpty()) {
            return network.probabilities(images);
        }
        NetworkOutputs outputs = network.outputs(images);
        float[][] rows = outputs.probabilities();
        for (int i = 0; i < rows.length; i++) {
            int row = i;
            rows[i] = row(rows[i], outputs.features().map(features -> features[row]));
        }
        return rows;
    }

    /** The row of one image. */
    float[] row(float[] probabilities, Optional<float[]> features) {
        if (distance.isEmpty() || features.isEmpty()) {
            return probabilities;
        }
        float[] row = Arrays.copyOf(probabilities, probabilities.length + 1);
        row[probabilities.length] = (float) distance.get().of(features.get());
        return row;
    }

    Prediction prediction(float[] row) {
        float[] own = Arrays.copyOf(row, labels.size());
        Optional<TemperatureScaling> scaling = calibration.temperature().map(TemperatureFit::scaling);
        float[] shown = calibrated ? scaling.map(at -> scaled(at, own)).orElse(own) : own;
        List<Integer> order = IntStream.range(0, own.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -shown[i]))
                .toList();
        List<ScoredLabel> accepted = order.stream()
                .filter(i -> isAccepted(order, own, i))
                .map(i -> new ScoredLabel(labels.name(i), shown[i]))
                .toList();
        return new Prediction(
                labels.mode(),
                order.stream()
                        .map(i -> new ScoredLabel(labels.name(i), shown[i]))
                        .toList(),
                accepted,
                calibration
                        .conformal()
                        .map(rule -> rule.set(scaling.map(at -> at.classes(own)).orElse(own)).stream()
                                .map(labels::name)
                                .toList()),
                calibration
                        .familiarity()
                        .filter(model -> row.length > own.length)
                        .map(model -> familiarity(model, row[own.length])));
    }

    private float[] scaled(TemperatureScaling at, float[] own) {
        return labels.isMultiLabel() ? at.labels(own) : at.classes(own);
    }

    /** By the network's own probability, to which thresholds were fitted. */
    private boolean isAccepted(List<Integer> order, float[] own, int label) {
        List<LabelThreshold> thresholds = calibration.thresholds();
        if (!labels.isMultiLabel() && label != order.get(0)) {
            return false;
        }
        if (thresholds.isEmpty()) {
            return !labels.isMultiLabel() || own[label] >= HALF;
        }
        return own[label] >= thresholds.get(label).threshold();
    }

    private static Familiarity familiarity(FamiliarityModel model, double distance) {
        double value = model.familiarity(distance);
        return new Familiarity(value, model.isUnfamiliar(value));
    }
}
