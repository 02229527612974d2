package org.tl4j.cli.commands;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tl4j.application.settings.Binder;
import org.tl4j.application.settings.Schema;
import org.tl4j.application.settings.SettingOverride;
import org.tl4j.application.settings.SettingsText;
import picocli.CommandLine.Option;

/** The options that give settings. */
final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE.yaml",
            description = "Settings; the files of the folder config show all keys with their defaults.")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting; overrides --config. May be repeated.")
    private List<String> assignments = new ArrayList<>();

    /**
     * The settings in force.
     *
     * @param defaults the name of their file
     */
    <T> T resolve(Schema<T> schema, String defaults) {
        return new Binder<>(schema).bind(SettingsText.defaults(defaults), layers(List.of()));
    }

    /** The settings given one by one. */
    List<SettingOverride> assigned() {
        return SettingsText.assignments(assignments, "--set");
    }

    /**
     * The given settings; a later layer overrides an earlier one.
     *
     * @param options settings of other options, which override everything
     */
    List<List<SettingOverride>> layers(List<SettingOverride> options) {
        return List.of(config.map(SettingsText::file).orElse(List.of()), assigned(), options);
    }
}
