package org.tl4j.application.settings;

import java.util.List;
import java.util.Map;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.error.UsageException;

/**
 * The settings that a model was trained by, as its provenance has them: a layer below those of a user who trains it further.
 *
 * @param strategy which strategy was asked for
 * @param values its settings
 */
public record RecordedSettings(StrategyFile strategy, List<SettingOverride> values) {
    /** Settings that a model which is trained further takes over from the old one, whatever is given. */
    private static final List<String> TAKEN_OVER =
            Keys.join(Keys.SPLIT, Keys.CALIBRATION).stream().map(Key::name).toList();

    public RecordedSettings {
        values = List.copyOf(values);
    }

    /**
     * Those of a model.
     *
     * @throws UsageException if it was trained by a strategy that has no file of settings
     */
    public static RecordedSettings of(BundleManifest manifest) {
        Map<String, String> recorded = manifest.provenance().settings();
        StrategyFile strategy =
                StrategyFile.named(recorded.getOrDefault("strategy", manifest.strategy()), "strategy of the model");
        return new RecordedSettings(
                strategy,
                strategy.schema().names().stream()
                        .filter(recorded::containsKey)
                        .filter(name -> !TAKEN_OVER.contains(name))
                        .map(name -> SettingOverride.of(name, recorded.get(name)))
                        .toList());
    }

    /**
     * Checks that nothing is given that a model which is trained further takes over from the old one.
     *
     * @param subject what gives the values, for the message
     * @throws UsageException naming the first such key
     */
    public static void requireNotTakenOver(List<SettingOverride> given, String subject) {
        given.stream()
                .filter(value -> TAKEN_OVER.contains(value.key()))
                .findFirst()
                .ifPresent(value -> {
                    throw new UsageException(
                            subject,
                            "must leave out what is taken over from the model: " + String.join(", ", TAKEN_OVER),
                            value.key(),
                            "leave it out");
                });
    }
}
