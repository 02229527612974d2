package org.tl4j.cli.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LossSettings;
import org.tl4j.core.training.Schedule;

/** The keys of core's records, and the way from values to the records; schemas are put together from these. */
final class Keys {
    static final List<Key> HEAD = List.of(
            new Key("l2-strengths", Kind.NUMBERS),
            new Key("folds", Kind.INTEGER),
            new Key("class-weights", Kind.FLAG),
            new Key("maximum-iterations", Kind.INTEGER),
            new Key("tolerance", Kind.NUMBER),
            new Key("refit", Kind.FLAG));

    static final List<Key> SPLIT = List.of(new Key("validation-fraction", Kind.NUMBER), new Key("seed", Kind.LONG));

    static final List<Key> GRADIENT = List.of(
            new Key("epochs", Kind.INTEGER),
            new Key("batch-size", Kind.INTEGER),
            new Key("learning-rate", Kind.NUMBER_OR_AUTO),
            new Key("schedule", Kind.TEXT),
            new Key("warm-up", Kind.NUMBER),
            new Key("optimizer", Kind.TEXT),
            new Key("momentum", Kind.NUMBER),
            new Key("weight-decay", Kind.NUMBER),
            new Key("l2-sp", Kind.NUMBER),
            new Key("gradient-clipping", Kind.NUMBER),
            new Key("label-smoothing", Kind.NUMBER),
            new Key("class-weights", Kind.FLAG),
            new Key("mixup", Kind.NUMBER),
            new Key("patience", Kind.INTEGER),
            new Key("horizontal-flip", Kind.FLAG),
            new Key("maximum-shift", Kind.INTEGER),
            new Key("smallest-crop", Kind.NUMBER),
            new Key("maximum-rotation", Kind.NUMBER),
            new Key("colour-jitter", Kind.NUMBER),
            new Key("erasing", Kind.NUMBER));

    private static final List<Key> TUNING_ALONE = List.of(
            new Key("backbone-factor", Kind.NUMBER),
            new Key("layer-decay", Kind.NUMBER),
            new Key("batch-norm", Kind.TEXT),
            new Key("unfreeze-from", Kind.TEXT),
            new Key("gradual", Kind.INTEGER));

    /** A key that the head and the descent share stands once. */
    static final List<Key> TUNING = join(join(TUNING_ALONE, GRADIENT), without(HEAD, "class-weights"));

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
