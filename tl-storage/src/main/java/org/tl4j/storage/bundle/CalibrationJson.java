package org.tl4j.storage.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Set;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.calibration.ConformalRule;
import org.tl4j.core.calibration.ConformalScores;
import org.tl4j.core.calibration.FamiliarityModel;
import org.tl4j.core.calibration.LabelThreshold;
import org.tl4j.core.calibration.TemperatureFit;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.evaluation.Interval;
import org.tl4j.core.evaluation.TemperatureScaling;
import org.tl4j.core.weights.Tensor;
import org.tl4j.storage.json.JsonReader;

/** A {@link Calibration} as JSON; the tensors of its familiarity are an entry of their own. */
final class CalibrationJson {
    private static final String TEMPERATURE = "temperature";
    private static final String THRESHOLDS = "thresholds";
    private static final String CONFORMAL = "conformal";
    private static final String SCORES = "conformalScores";
    private static final String FAMILIARITY = "familiarity";
    private static final String MEANS = "means";
    private static final String DIRECTIONS = "directions";
    private static final String SCALES = "scales";
    private static final String IMAGES = "images";
    private static final String CROSS_VALIDATED = "crossValidated";

    private CalibrationJson() {}

    static ObjectNode write(Calibration calibration) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        calibration
                .temperature()
                .ifPresent(fit -> json.putObject(TEMPERATURE)
                        .put("value", fit.scaling().temperature())
                        .put(IMAGES, fit.images())
                        .put("errorBefore", fit.errorBefore())
                        .put("errorAfter", fit.errorAfter())
                        .put(CROSS_VALIDATED, fit.crossValidated()));
        if (!calibration.thresholds().isEmpty()) {
            calibration
                    .thresholds()
                    .forEach(one -> write(json.withArray(THRESHOLDS).addObject(), one));
        }
        calibration
                .conformal()
                .ifPresent(rule -> json.putObject(CONFORMAL)
                        .put("coverage", rule.coverage())
                        .put("quantile", rule.quantile())
                        .put("penalty", rule.penalty())
                        .put("freeRanks", rule.freeRanks())
                        .put(IMAGES, rule.images()));
        calibration.scores().ifPresent(scores -> {
            ObjectNode kept = json.putObject(SCORES)
                    .put(IMAGES, scores.images())
                    .put("penalty", scores.penalty())
                    .put("freeRanks", scores.freeRanks());
            scores.scores().forEach(kept.putArray("values")::add);
        });
        calibration.familiarity().ifPresent(model -> {
            ObjectNode familiarity = json.putObject(FAMILIARITY)
                    .put(IMAGES, model.images())
                    .put(CROSS_VALIDATED, model.crossValidated())
                    .put("bound", model.bound());
            model.distances().forEach(familiarity.putArray("distances")::add);
        });
        return json;
    }

    private static void write(ObjectNode json, LabelThreshold one) {
        json.put("label", one.label()).put("threshold", one.threshold()).put("precision", one.precision());
        write(json.putObject("precisionInterval"), one.precisionInterval());
        json.put("recall", one.recall());
        write(json.putObject("recallInterval"), one.recallInterval());
        json.put(IMAGES, one.images());
    }

    private static void write(ObjectNode json, Interval interval) {
        json.put("low", interval.low()).put("high", interval.high());
    }

    /**
     * Reads a calibration.
     *
     * @param json must throw the first problem
     * @param labels those of the bundle
     * @param tensors of the familiarity; empty if there are none
     * @throws org.tl4j.storage.json.JsonException if anything is missing, unknown or out of range
     */
    static Calibration read(JsonReader json, LabelSet labels, List<Tensor> tensors) {
        json.withNames(Set.of(TEMPERATURE, THRESHOLDS, CONFORMAL, SCORES, FAMILIARITY));
        if (json.has(FAMILIARITY) == tensors.isEmpty()) {
            throw json.refuse("must have familiarity exactly if its tensors are there", "one without the other");
        }
        List<LabelThreshold> thresholds = json.find(THRESHOLDS)
                .map(list -> list.list(CalibrationJson::threshold))
                .orElse(List.of());
        if (!thresholds.isEmpty()
                && !thresholds.stream().map(LabelThreshold::label).toList().equals(labels.names())) {
            throw json.at(THRESHOLDS).refuse("must be of the labels, in their order", "others");
        }
        for (String sets : List.of(CONFORMAL, SCORES)) {
            if (labels.isMultiLabel() && json.has(sets)) {
                throw json.at(sets).refuse("must be of a model for one label per image", "several labels");
            }
        }
        return new Calibration(
                json.find(TEMPERATURE).map(CalibrationJson::temperature),
                thresholds,
                json.find(CONFORMAL).map(CalibrationJson::conformal),
                json.find(FAMILIARITY).map(familiarity -> familiarity(familiarity, labels, tensors)),
                json.find(SCORES).map(CalibrationJson::scores));
    }

    private static TemperatureFit temperature(JsonReader json) {
        json.withNames("value", IMAGES, "errorBefore", "errorAfter", CROSS_VALIDATED);
        return json.make(() -> new TemperatureFit(
                new TemperatureScaling(json.at("value").positive()),
                json.at(IMAGES).count(),
                json.at("errorBefore").finite(),
                json.at("errorAfter").finite(),
                json.at(CROSS_VALIDATED).truth()));
    }

    private static LabelThreshold threshold(JsonReader json) {
        json.withNames("label", "threshold", "precision", "precisionInterval", "recall", "recallInterval", IMAGES);
        return json.make(() -> new LabelThreshold(
                json.at("label").text(),
                json.at("threshold").finite(),
                json.at("precision").finite(),
                interval(json.at("precisionInterval")),
                json.at("recall").finite(),
                interval(json.at("recallInterval")),
                (int) json.at(IMAGES).integer(0, Integer.MAX_VALUE)));
    }

    private static Interval interval(JsonReader json) {
        json.withNames("low", "high");
        return json.make(
                () -> new Interval(json.at("low").finite(), json.at("high").finite()));
    }

    private static ConformalRule conformal(JsonReader json) {
        json.withNames("coverage", "quantile", "penalty", "freeRanks", IMAGES);
        return json.make(() -> new ConformalRule(
                json.at("coverage").finite(),
                json.at("quantile").finite(),
                json.at("penalty").finite(),
                json.at("freeRanks").count(),
                json.at(IMAGES).count()));
    }

    private static ConformalScores scores(JsonReader json) {
        json.withNames(IMAGES, "penalty", "freeRanks", "values");
        return json.make(() -> new ConformalScores(
                json.at("values").list(JsonReader::finite),
                json.at("penalty").finite(),
                json.at("freeRanks").count(),
                json.at(IMAGES).count()));
    }

    private static FamiliarityModel familiarity(JsonReader json, LabelSet labels, List<Tensor> tensors) {
        json.withNames(IMAGES, CROSS_VALIDATED, "bound", "distances");
        List<String> names = tensors.stream().map(Tensor::name).sorted().toList();
        if (!names.equals(List.of(DIRECTIONS, MEANS, SCALES))) {
            throw json.refuse("must have the tensors directions, means and scales", String.join(", ", names));
        }
        FamiliarityModel model = json.make(() -> new FamiliarityModel(
                tensor(tensors, MEANS),
                tensor(tensors, DIRECTIONS),
                tensor(tensors, SCALES),
                json.at("distances").list(JsonReader::finite),
                json.at(IMAGES).count(),
                json.at(CROSS_VALIDATED).truth(),
                json.at("bound").finite()));
        int classes = model.means().shape().get(0);
        // classes without training images have no mean; of several labels all images are one class
        int most = labels.isMultiLabel() ? 1 : labels.size();
        if (classes > most) {
            throw json.refuse("must have at most %d classes, as the labels ask".formatted(most), classes);
        }
        return model;
    }

    private static Tensor tensor(List<Tensor> tensors, String name) {
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
