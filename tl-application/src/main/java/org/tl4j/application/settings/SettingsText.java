package org.tl4j.application.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.files.SmallText;

/** Reads settings from YAML files, from {@code key=value}, and from the defaults on the class path. */
public final class SettingsText {
    private SettingsText() {}

    /**
     * The settings of a file.
     *
     * @throws UsageException if it cannot be read, or is not a YAML mapping of keys to values
     */
    public static List<SettingOverride> file(Path file) {
        try {
            return yaml(SmallText.read(file), file.toString());
        } catch (IOException e) {
            throw new UsageException(
                    new Problem(
                            "config " + file,
                            "must be a readable text file in UTF-8",
                            DiskProblem.describe(e),
                            "check the path"),
                    e);
        }
    }

    /**
     * The defaults that come with this software.
     *
     * @param name of the file in {@code config/}
     */
    public static List<SettingOverride> defaults(String name) {
        try (InputStream in = SettingsText.class.getResourceAsStream("/org/tl4j/application/config/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the defaults " + name + " must be on the class path");
            }
            return yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new IllegalStateException("the jar of this class cannot be read", e);
        }
    }

    /**
     * Settings as {@code key=value}.
     *
     * @param subject what a message calls the place of a setting, such as an option
     * @throws UsageException if one has no equals sign or no key
     */
    public static List<SettingOverride> assignments(List<String> texts, String subject) {
        List<SettingOverride> given = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new UsageException(subject, "must be key=value", text, "as in " + subject + " folds=10");
            }
            given.add(SettingOverride.of(text.substring(0, equals).strip(), text.substring(equals + 1)));
        }
        return given;
    }

    static List<SettingOverride> yaml(String text, String name) {
        return new YamlSettings(name).read(text);
    }
}
