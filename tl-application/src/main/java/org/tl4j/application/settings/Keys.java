package org.tl4j.application.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tl4j.core.calibration.CalibrationSettings;
import org.tl4j.core.calibration.ThresholdRule;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LossSettings;
import org.tl4j.core.training.Schedule;

/** The keys of core's records, and how values become records; schemas are composed of these. */
final class Keys {
    static final List<Key> HEAD = List.of(
            new Key("l2-strengths", ValueType.NUMBERS),
            new Key("folds", ValueType.INTEGER),
            new Key("class-weights", ValueType.FLAG),
            new Key("maximum-iterations", ValueType.INTEGER),
            new Key("tolerance", ValueType.NUMBER),
            new Key("refit", ValueType.FLAG));

    static final List<Key> SPLIT =
            List.of(new Key("validation-fraction", ValueType.NUMBER), new Key("seed", ValueType.LONG));

    static final List<Key> CALIBRATION = List.of(
            new Key("threshold", ValueType.TEXT),
            new Key("coverage", ValueType.NUMBER),
            new Key("familiarity-share", ValueType.NUMBER));

    static final Key RECORD_SOURCES = new Key("record-sources", ValueType.FLAG);

    static final List<Key> GRADIENT = List.of(
            new Key("epochs", ValueType.INTEGER),
            new Key("batch-size", ValueType.INTEGER),
            new Key("learning-rate", ValueType.NUMBER_OR_AUTO),
            new Key("schedule", ValueType.TEXT),
            new Key("warm-up", ValueType.NUMBER),
            new Key("optimizer", ValueType.TEXT),
            new Key("momentum", ValueType.NUMBER),
            new Key("weight-decay", ValueType.NUMBER),
            new Key("l2-sp", ValueType.NUMBER),
            new Key("gradient-clipping", ValueType.NUMBER),
            new Key("label-smoothing", ValueType.NUMBER),
            new Key("class-weights", ValueType.FLAG),
            new Key("mixup", ValueType.NUMBER),
            new Key("patience", ValueType.INTEGER),
            new Key("horizontal-flip", ValueType.FLAG),
            new Key("maximum-shift", ValueType.INTEGER),
            new Key("smallest-crop", ValueType.NUMBER),
            new Key("maximum-rotation", ValueType.NUMBER),
            new Key("colour-jitter", ValueType.NUMBER),
            new Key("erasing", ValueType.NUMBER));

    private static final List<Key> TUNING_ALONE = List.of(
            new Key("backbone-factor", ValueType.NUMBER),
            new Key("layer-decay", ValueType.NUMBER),
            new Key("batch-norm", ValueType.TEXT),
            new Key("unfreeze-from", ValueType.TEXT),
            new Key("gradual", ValueType.INTEGER));

    /** A key that the head and gradient training share is listed once. */
    static final List<Key> TUNING = join(join(TUNING_ALONE, GRADIENT), without(HEAD, "class-weights"));

    private static final String AUTO = "auto";

    private Keys() {}

    static List<Key> join(List<Key> first, List<Key> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static List<Key> without(List<Key> keys, String name) {
        return keys.stream()
                .filter(Predicate.not(key -> key.name().equals(name)))
                .toList();
    }

    static HeadSettings head(Values values) {
        return new HeadSettings(
                values.numbers("l2-strengths"),
                values.integer("folds"),
                values.flag("class-weights"),
                values.integer("maximum-iterations"),
                values.number("tolerance"),
                values.flag("refit"));
    }

    static SplitSettings split(Values values) {
        return new SplitSettings(values.number("validation-fraction"), values.whole("seed"));
    }

    static CalibrationSettings calibration(Values values) {
        return new CalibrationSettings(
                Optional.of(values.text("threshold"))
                        .filter(Predicate.not(AUTO::equals))
                        .map(ThresholdRule::of),
                Optional.of(values.number("coverage")).filter(share -> share != 0),
                values.number("familiarity-share"));
    }

    static GradientSettings gradient(Values values) {
        return new GradientSettings(
                values.integer("epochs"),
                values.integer("batch-size"),
                values.numberOrAuto("learning-rate"),
                values.choice("schedule", Schedule.class),
                values.number("warm-up"),
                new Optimizer(
                        values.choice("optimizer", Optimizer.Kind.class),
                        values.number("momentum"),
                        values.number("weight-decay"),
                        values.number("l2-sp"),
                        values.number("gradient-clipping")),
                new LossSettings(
                        values.number("label-smoothing"), values.flag("class-weights"), values.number("mixup")),
                values.integer("patience"),
                new Augmentation(
                        values.flag("horizontal-flip"),
                        values.integer("maximum-shift"),
                        values.number("smallest-crop"),
                        values.number("maximum-rotation"),
                        values.number("colour-jitter"),
                        values.number("erasing")));
    }

    static FineTuningSettings tuning(Values values) {
        return new FineTuningSettings(
                head(values),
                gradient(values),
                values.number("backbone-factor"),
                values.number("layer-decay"),
                values.choice("batch-norm", BatchNormMode.class),
                Optional.of(values.text("unfreeze-from")).filter(group -> !group.isEmpty()),
                values.integer("gradual"));
    }
}
