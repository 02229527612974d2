package org.tl4j.it.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import org.assertj.core.api.Assertions;
import org.tl4j.core.preprocessing.ImageBatch;

/**
 * What the libraries of the networks make of one photo; {@code dev/goldens/make_preprocessing_goldens.py} says how these
 * numbers were made.
 */
public final class PreprocessingGoldens {
    private static final String FILE = "/org/tl4j/it/preprocessing.json";

    private final JsonNode document;

    private PreprocessingGoldens(JsonNode document) {
        this.document = document;
    }

    /** Those of the test resources. */
    public static PreprocessingGoldens read() {
        try (InputStream content = PreprocessingGoldens.class.getResourceAsStream(FILE)) {
            return new PreprocessingGoldens(JsonMapper.builder().build().readTree(content));
        } catch (IOException e) {
            throw new IllegalStateException(FILE, e);
        }
    }

    /** The name of the rule of the library that published an entry. */
    public String ruleOf(String entry) {
        JsonNode rule = document.get("entries").path(entry);
        Assertions.assertThat(rule.isTextual())
                .as("make_preprocessing_goldens.py must know %s", entry)
                .isTrue();
        return rule.textValue();
    }

    /** How far an image is from what a rule makes of the photo: the mean difference, in levels of a pixel (of 256). */
    public double levelsApart(String rule, ImageBatch image) {
        JsonNode golden = document.get("rules").get(rule);
        float[] expected = Numbers.ofList(golden.get("values"));
        int stride = golden.get("stride").intValue();
        double sum = 0;
        int next = 0;
        for (int channel = 0; channel < image.channels(); channel++) {
            for (int y = 0; y < image.height(); y += stride) {
                for (int x = 0; x < image.width(); x += stride) {
                    int at = (channel * image.height() + y) * image.width() + x;
                    sum += Math.abs(image.values().get(at) - expected[next++]);
                }
            }
        }
        Assertions.assertThat(next).as("values of " + rule).isEqualTo(expected.length);
        return sum / next / golden.get("level").doubleValue();
    }
}
