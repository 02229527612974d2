package org.tl4j.learner;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.BatchNormMode;
import org.tl4j.core.network.Optimizer;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LossSettings;
import org.tl4j.core.training.Schedule;
import org.tl4j.core.training.StrategySettings;

/** The strategy and settings of a model, as its provenance has them: what {@link StrategySettings#byKey()} writes. */
final class RecordedStrategy {
    private final Map<String, String> settings;

    private RecordedStrategy(Map<String, String> settings) {
        this.settings = settings;
    }

    /**
     * The strategy that was asked for when the model was trained.
     *
     * @throws BundleException if its provenance does not say it
     */
    static StrategySettings of(BundleManifest manifest) {
        Map<String, String> settings = manifest.provenance().settings();
        RecordedStrategy recorded = new RecordedStrategy(settings);
        String name = settings.getOrDefault("strategy", manifest.strategy());
        try {
            return switch (name) {
                case AutoSettings.NAME -> new AutoSettings(recorded.tuning(), recorded.seconds("time-budget"));
                case FeatureExtractionSettings.NAME -> new FeatureExtractionSettings(recorded.head());
                case FineTuningSettings.NAME -> recorded.tuning();
                case FromScratchSettings.NAME -> new FromScratchSettings(recorded.gradient());
                default -> throw new IllegalArgumentException("the strategy " + name);
            };
        } catch (IllegalArgumentException | UsageException e) {
            throw unusable(e);
        }
    }

    /**
     * The share of images for validation.
     *
     * @throws BundleException if the provenance has none that can be used
     */
    static double validationFraction(BundleManifest manifest) {
        try {
            double fraction = new RecordedStrategy(manifest.provenance().settings()).number("validation-fraction");
            return new SplitSettings(fraction, 0).validationFraction();
        } catch (IllegalArgumentException | UsageException e) {
            throw unusable(e);
        }
    }

    private static BundleException unusable(RuntimeException cause) {
        return new BundleException(
                new Problem(
                        "settings of the bundle",
                        "must be those that this version writes",
                        String.valueOf(cause.getMessage()),
                        "train a new model on all images"),
                cause);
    }

    private HeadSettings head() {
        return new HeadSettings(
                numbers("l2-strengths"),
                integer("folds"),
                flag("class-weights"),
                integer("maximum-iterations"),
                number("tolerance"),
                flag("refit"));
    }

    private FineTuningSettings tuning() {
        return new FineTuningSettings(
                head(),
                gradient(),
                number("backbone-factor"),
                number("layer-decay"),
                choice("batch-norm", BatchNormMode.class),
                Optional.of(text("unfreeze-from")).filter(group -> !group.isEmpty()),
                integer("gradual"));
    }

    private GradientSettings gradient() {
        return new GradientSettings(
                integer("epochs"),
                integer("batch-size"),
                text("learning-rate").equals(GradientSettings.AUTO)
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(number("learning-rate")),
                choice("schedule", Schedule.class),
                number("warm-up"),
                new Optimizer(
                        choice("optimizer", Optimizer.Kind.class),
                        number("momentum"),
                        number("weight-decay"),
                        number("l2-sp"),
                        number("gradient-clipping")),
                new LossSettings(number("label-smoothing"), flag("class-weights"), number("mixup")),
                integer("patience"),
                new Augmentation(
                        flag("horizontal-flip"),
                        integer("maximum-shift"),
                        number("smallest-crop"),
                        number("maximum-rotation"),
                        number("colour-jitter"),
                        number("erasing")));
    }

    private String text(String key) {
        String value = settings.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }

    private double number(String key) {
        return Double.parseDouble(text(key));
    }

    private int integer(String key) {
        return Integer.parseInt(text(key));
    }

    private boolean flag(String key) {
        return Boolean.parseBoolean(text(key));
    }

    private Duration seconds(String key) {
        return Duration.ofSeconds(Long.parseLong(text(key).replace("s", "")));
    }

    private List<Double> numbers(String key) {
        String list = text(key);
        if (!list.startsWith("[") || !list.endsWith("]")) {
            throw new IllegalArgumentException(key + " " + list);
        }
        return Arrays.stream(list.substring(1, list.length() - 1).split(","))
                .map(String::strip)
                .map(Double::valueOf)
                .toList();
    }

    private <E extends Enum<E>> E choice(String key, Class<E> type) {
        return EnumNames.find(type, text(key)).orElseThrow(() -> new IllegalArgumentException(key + " " + text(key)));
    }
}
