package org.tl4j.cli.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;

/** Reads what was given: from YAML files, from {@code key=value}, and from the defaults on the class path. */
public final class SettingsText {
    private static final ObjectReader YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .build()
            .reader();

    private SettingsText() {}

    /**
     * The settings of a file.
     *
     * @throws UsageException if it cannot be read, or is not a YAML mapping of keys to values
     */
    public static List<Given> file(Path file) {
        try {
            return yaml(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UsageException(
                    new Problem("config " + file, "must be a readable text file", e.toString(), "check the path"), e);
        }
    }

    /**
     * The defaults that come with this software.
     *
     * @param name of the file in {@code config/}
     */
    public static List<Given> defaults(String name) {
        try (InputStream in = SettingsText.class.getResourceAsStream("/org/tl4j/cli/config/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the defaults " + name + " must be on the class path");
            }
            return yaml(new String(in.readAllBytes(), StandardCharsets.UTF_8), name);
        } catch (IOException e) {
            throw new IllegalStateException("the jar of the command cannot be read", e);
        }
    }

    /**
     * Settings as {@code key=value}.
     *
     * @throws UsageException if one has no equals sign or no key
     */
    public static List<Given> assignments(List<String> texts) {
        List<Given> given = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 1) {
                throw new UsageException("--set", "must be key=value", text, "as in --set folds=10");
            }
            given.add(Given.of(text.substring(0, equals).strip(), text.substring(equals + 1)));
        }
        return given;
    }

    static List<Given> yaml(String text, String name) {
        JsonNode root = parse(text, name);
        if (root.isMissingNode() || root.isNull()) {
            return List.of();
        }
        if (!root.isObject()) {
            throw new UsageException("config " + name, "must map keys to values", "something else", "write key: value");
        }
        List<Given> given = new ArrayList<>();
        root.properties().forEach(field -> given.add(given(field.getKey(), field.getValue(), name)));
        return given;
    }

    private static JsonNode parse(String text, String name) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : " in line " + e.getLocation().getLineNr();
            throw new UsageException(
                    new Problem(
                            "config " + name, "must be YAML that has each key once", e.getOriginalMessage() + line, ""),
                    e);
        }
    }

    private static Given given(String key, JsonNode value, String name) {
        if (value.isArray()) {
            List<String> items = StreamSupport.stream(value.spliterator(), false)
                    .map(item -> scalar(key, item, name))
                    .toList();
            return new Given(key, items, true);
        }
        return Given.of(key, scalar(key, value, name));
    }

    private static String scalar(String key, JsonNode value, String name) {
        if (!value.isValueNode() || value.isNull()) {
            throw new UsageException(
                    key + " in " + name,
                    "must be a value or a list of values",
                    value.toString(),
                    "keys are not nested");
        }
        return value.asText();
    }
}
