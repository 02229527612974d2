package org.tl4j.report.model;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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
import org.tl4j.core.network.ProbabilityRow;

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
    private static final int FEWEST_UNCERTAIN = 6;

    /** As 75 % against 25 %: whatever is surer would mislead among the uncertain ones. */
    private static final float CLOSE = 0.5f;

    public Predictions {
        images = List.copyOf(images);
        familiarity = Map.copyOf(familiarity);
    }

    /** An image of a single-label model, with its calibrated probabilities. */
    @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
    record Judged(ImageLocation location, int actual, int predicted, float[] probabilities) {
        boolean isRight() {
            return actual == predicted;
        }

        /** The probability of what was predicted. */
        float confidence() {
            return probabilities[predicted];
        }
    }

    /** All images, of a model with one label per image. */
    List<Judged> judged() {
        Map<String, Integer> indices = new HashMap<>();
        return images.stream()
                .map(image -> {
                    float[] said = calibrated(image.probabilities());
                    int actual = indices.computeIfAbsent(image.actual().label(), labels::indexOf);
                    return new Judged(image.location(), actual, ProbabilityRow.best(said), said);
                })
                .toList();
    }

    /** Images that are predicted wrongly, the most confident first. */
    List<Judged> mistakes() {
        return some(judged -> !judged.isRight(), Comparator.comparingDouble(judged -> -judged.confidence()));
    }

    /** Images for which the two most probable classes are close, the closest first; at least a few, if none is. */
    List<Judged> leastCertain() {
        List<Judged> all = some(judged -> true, Comparator.comparingDouble(judged -> margin(judged.probabilities())));
        long close = all.stream()
                .filter(judged -> margin(judged.probabilities()) < CLOSE)
                .count();
        return all.stream().limit(Math.max(FEWEST_UNCERTAIN, close)).toList();
    }

    private List<Judged> some(Predicate<Judged> wanted, Comparator<Judged> order) {
        return judged().stream().filter(wanted).sorted(order).toList();
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

    static float margin(float[] probabilities) {
        float first = 0;
        float second = 0;
        for (float probability : probabilities) {
            if (probability > first) {
                second = first;
                first = probability;
            } else if (probability > second) {
                second = probability;
            }
        }
        return first - second;
    }
}
