package org.tl4j.application.settings;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.StrategySettings;

/** The strategies that a user can name, each with the file of its defaults. */
@SuppressWarnings("ImmutableEnumChecker") // immutable lists and functions
public enum StrategyFile {
    /** Chosen by measurements. */
    AUTO(
            AutoSettings.NAME,
            Keys.join(List.of(new Key("time-budget", ValueType.DURATION)), Keys.TUNING),
            values -> new AutoSettings(Keys.tuning(values), values.duration("time-budget"))),
    /** A new output layer on a frozen network. */
    FEATURE_EXTRACTION(
            FeatureExtractionSettings.NAME, Keys.HEAD, values -> new FeatureExtractionSettings(Keys.head(values))),
    /** The pretrained network, trained further. */
    FINE_TUNING(FineTuningSettings.NAME, Keys.TUNING, Keys::tuning),
    /** The same network from random initial weights. */
    FROM_SCRATCH(FromScratchSettings.NAME, Keys.GRADIENT, values -> new FromScratchSettings(Keys.gradient(values)));

    private final String name;
    private final Schema<TrainSettings> schema;

    StrategyFile(String name, List<Key> keys, Function<Values, StrategySettings> settings) {
        this.name = name;
        this.schema = new Schema<>(
                Keys.join(Keys.join(Keys.join(keys, Keys.SPLIT), Keys.CALIBRATION), List.of(Keys.RECORD_SOURCES)),
                values -> new TrainSettings(
                        settings.apply(values),
                        Keys.split(values),
                        Keys.calibration(values),
                        values.flag(Keys.RECORD_SOURCES.name())));
    }

    /**
     * The strategy of a name.
     *
     * @param subject what a message calls the place of the name, such as an option
     * @throws UsageException if there is none; the nearest is suggested
     */
    public static StrategyFile named(String name, String subject) {
        List<String> names = names();
        return Arrays.stream(values())
                .filter(strategy -> strategy.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        subject,
                        "must be one of " + String.join(", ", names),
                        name,
                        Suggestions.question(name, names)));
    }

    /** All names, the default first. */
    public static List<String> names() {
        return Arrays.stream(values()).map(strategy -> strategy.name).toList();
    }

    /** What a user calls it. */
    public String word() {
        return name;
    }

    /** The file of the defaults in {@code config/}. */
    public String file() {
        return name + ".yaml";
    }

    /**
     * The settings from the defaults and the values that override them.
     *
     * @param layers the given values; a later layer overrides an earlier one
     * @throws UsageException if a key is unknown or given twice in a layer, or a value is of the wrong kind or out of range
     */
    public TrainSettings bind(List<List<SettingOverride>> layers) {
        return new Binder<>(schema).bind(SettingsText.defaults(file()), layers);
    }

    /** The keys of {@link #file()}. */
    public Schema<TrainSettings> schema() {
        return schema;
    }
}
