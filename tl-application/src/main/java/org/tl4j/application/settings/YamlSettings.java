package org.tl4j.application.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/**
 * Reads a file of settings, one mapping of keys to values or lists of values. It reads token by token and keeps only
 * the settings, so that nesting, aliases and tags are rejected where they begin.
 */
final class YamlSettings {
    private static final YAMLFactory YAML = new YAMLFactory();
    private static final int LONGEST = 1 << 16;
    private static final int LONGEST_KEY = 100;
    private static final int MOST_KEYS = 1000;

    private final String name;

    /**
     * @param name of the file, for messages
     */
    YamlSettings(String name) {
        this.name = name;
    }

    /**
     * The settings of a text.
     *
     * @throws UsageException if it is not such a mapping
     */
    List<SettingOverride> read(String text) {
        if (text.length() > LONGEST) {
            throw wrong("must have at most " + LONGEST + " characters", text.length() + " characters");
        }
        try (YAMLParser yaml = YAML.createParser(text)) {
            List<SettingOverride> given = yaml.nextToken() == null ? List.of() : mapping(yaml);
            if (yaml.nextToken() != null) {
                throw wrong("must be one mapping", "something behind it, such as a second document");
            }
            return given;
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw notYaml(e.getOriginalMessage() + line, e);
        } catch (UsageException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // the parser does not specify its exceptions
            throw notYaml(String.valueOf(e.getMessage()), e);
        }
    }

    private List<SettingOverride> mapping(YAMLParser yaml) throws IOException {
        requirePlain(yaml, "the file");
        if (yaml.currentToken() == JsonToken.VALUE_NULL
                || (yaml.currentToken() == JsonToken.VALUE_STRING
                        && yaml.getText().isBlank())) {
            return List.of();
        }
        if (yaml.currentToken() != JsonToken.START_OBJECT) {
            throw wrong("must map keys to values", "something else");
        }
        List<SettingOverride> given = new ArrayList<>();
        Set<String> keys = new HashSet<>();
        while (yaml.nextToken() != JsonToken.END_OBJECT) {
            String key = yaml.currentName();
            if (key == null || key.isBlank() || key.length() > LONGEST_KEY || keys.size() == MOST_KEYS) {
                throw wrong(
                        "must have keys of 1 to %d characters, at most %d".formatted(LONGEST_KEY, MOST_KEYS),
                        key == null || key.isBlank() ? "a key of nothing" : "a key of %d".formatted(key.length()));
            }
            if (!keys.add(key)) {
                throw wrong("must be YAML that has each key once", key + " twice");
            }
            yaml.nextToken();
            given.add(value(yaml, key));
        }
        return given;
    }

    private SettingOverride value(YAMLParser yaml, String key) throws IOException {
        requirePlain(yaml, key);
        if (yaml.currentToken() != JsonToken.START_ARRAY) {
            return SettingOverride.of(key, scalar(yaml, key));
        }
        List<String> items = new ArrayList<>();
        while (yaml.nextToken() != JsonToken.END_ARRAY) {
            requirePlain(yaml, key);
            items.add(scalar(yaml, key));
        }
        return new SettingOverride(key, items, true);
    }

    private String scalar(YAMLParser yaml, String key) throws IOException {
        JsonToken token = yaml.currentToken();
        if (token == null || !token.isScalarValue() || token == JsonToken.VALUE_NULL) {
            throw new UsageException(
                    key + " in " + name,
                    "must be a value or a list of values",
                    token == JsonToken.VALUE_NULL ? "nothing" : "something nested",
                    "keys are not nested");
        }
        return token.isBoolean() ? String.valueOf(yaml.getBooleanValue()) : yaml.getText();
    }

    /** Aliases would be read as words, and tags name Java types or are ignored. */
    private void requirePlain(YAMLParser yaml, String key) throws IOException {
        if (yaml.isCurrentAlias() || yaml.getObjectId() != null || yaml.getTypeId() != null) {
            throw new UsageException(
                    key + " in " + name,
                    "must be a plain value",
                    yaml.getTypeId() != null ? "a tag (!)" : "an anchor (&) or alias (*)",
                    "write the value itself, in quotes if it begins with such a sign");
        }
    }

    private UsageException wrong(String rule, String found) {
        return new UsageException("config " + name, rule, found, "write key: value");
    }

    private UsageException notYaml(String found, Exception cause) {
        return new UsageException(
                new Problem("config " + name, "must be YAML that has each key once", found, "write key: value"), cause);
    }
}
