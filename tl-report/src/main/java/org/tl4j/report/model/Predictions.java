package org.tl4j.report.model;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.evaluation.EvaluationResult;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.evaluation.MultiLabelEvaluator;

/**
 * What a model predicted for images whose labels are known. Probabilities are those that users of the model see: at its
 * temperature, if it has one.
 *
 * @param labels the outputs of the model
 * @param images in their order, with the network's own probabilities
 * @param familiarity how familiar an image is, from 0 to 1, where that is known
 * @param calibration how to read the outputs
 */
public record Predictions(
        LabelSet labels,
        List<EvaluatedLabels> images,
        Map<ImageLocation, Double> familiarity,
        Calibration calibration) {
    public Predictions {
        images = List.copyOf(images);
        familiarity = Map.copyOf(familiarity);
    }

    /** Images that are less familiar than the bound of the model, the least familiar first. */
    List<EvaluatedLabels> unfamiliar() {
        return calibration
                .familiarity()
                .map(model -> images.stream()
                        .filter(image -> familiarity.containsKey(image.location()))
                        .filter(image -> model.isUnfamiliar(familiarity.get(image.location())))
                        .sorted(Comparator.comparingDouble(image -> familiarity.get(image.location())))
                        .toList())
                .orElse(List.of());
    }

    /** The probabilities at the temperature of the model. */
    float[] calibrated(float[] probabilities) {
        Optional<TemperatureFit> fit = calibration.temperature();
        if (fit.isEmpty()) {
            return probabilities;
        }
        return labels.isMultiLabel()
                ? fit.get().scaling().labels(probabilities)
                : fit.get().scaling().classes(probabilities);
    }

    /** The threshold of a label. */
    double threshold(int label) {
        return calibration.thresholds().isEmpty()
                ? MultiLabelEvaluator.HALF
                : calibration.thresholds().get(label).threshold();
    }

    /**
     * The figures of the network's own probabilities.
     *
     * @throws org.tl4j.core.error.DataException if there are no images
     */
    EvaluationResult figures() {
        if (!labels.isMultiLabel()) {
            Evaluator evaluator = new Evaluator(labels);
            images.forEach(image -> evaluator.add(labels.indexOf(image.actual().label()), image.probabilities()));
            return evaluator.result();
        }
        List<Double> thresholds =
                IntStream.range(0, labels.size()).mapToObj(this::threshold).toList();
        float[][] rows = images.stream().map(EvaluatedLabels::probabilities).toArray(float[][]::new);
        return MultiLabelEvaluator.of(labels, rows, targets(), thresholds);
    }

    /** What is known of each label of each image. */
    LabelMatrix targets() {
        return LabelMatrix.multiple(
                images.stream()
                        .map(image -> labels.names().stream()
                                .map(image.actual()::state)
                                .toList())
                        .toList(),
                labels.size());
    }
}
