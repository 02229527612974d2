package org.tl4j.storage.bundle;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.BundleException;
import org.tl4j.storage.tensors.SafetensorsFormat;

class HostileCalibrationTest {
    private static final String MEANS = "\"means\":{\"dtype\":\"F32\",\"shape\":[3,2],\"data_offsets\":[0,24]}";
    private static final String DIRECTIONS =
            "\"directions\":{\"dtype\":\"F32\",\"shape\":[3,1,2],\"data_offsets\":[24,48]}";
    private static final String SCALES = "\"scales\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[48,60]}";

    private final ZipBundleStore store = new ZipBundleStore(new SafetensorsFormat());

    @TempDir
    Path folder;

    private Map<String, byte[]> entries;

    @BeforeEach
    void write() throws IOException {
        Path good = folder.resolve("good.tlz");
        store.write(good, Bundles.full());
        entries = Zips.entries(good);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "value" : 1.5               | "value" : 0                        | temperature.value
            "value" : 1.5               | "value" : 1e999                    | temperature.value
            "value" : 1.5               | "value" : "NaN"                    | temperature.value
            "value" : 1.5               | "value" : [1.5]                    | temperature.value
            "value" : 1.5               | "value" : 1.5, "value" : 2         | Duplicate
            "value" : 1.5,              |                                    | temperature must have value
            "value" : 1.5               | "value" : 1.5, "@class" : "x"      | @class
            "images" : 40               | "images" : 0                       | temperature.images
            "images" : 40               | "images" : 4294967297              | temperature.images
            "images" : 40               | "images" : 40.5                    | temperature.images
            "errorBefore" : 0.25        | "errorBefore" : -0.25              | errorBefore must be from 0 to 1
            "errorBefore" : 0.25        | "errorBefore" : 1.25               | errorBefore must be from 0 to 1
            "errorBefore" : 0.25        | "errorBefore" : NaN                | valid JSON
            "errorAfter" : 0.125        | "errorAfter" : "Infinity"          | temperature.errorAfter
            "errorAfter" : 0.125        | "errorAfter" : 2                   | errorAfter must be from 0 to 1
            "crossValidated" : true     | "crossValidated" : "true"          | temperature.crossValidated
            "label" : "bee"             | "label" : "wasp"                   | thresholds must be of the labels
            "label" : "bee"             | "label" : "ant"                    | thresholds must be of the labels
            "label" : "bee"             | "label" : null                     | thresholds[0].label
            "threshold" : 0.5           | "threshold" : 1.0000001            | threshold must be from 0 to 1
            "threshold" : 0.5           | "threshold" : -1e-9                | threshold must be from 0 to 1
            "threshold" : 0.5           | "threshold" : true                 | thresholds[0].threshold
            "precision" : 0.75          | "precision" : 1.5                  | precision must be from 0 to 1
            "recall" : 0.625            | "recall" : -0.5                    | recall must be from 0 to 1
            "low" : 0.5                 | "low" : 0.95                       | precisionInterval must be valid
            "low" : 0.5                 | "low" : -0.5                       | precisionInterval must be from 0 to 1
            "high" : 0.875              | "high" : 1.5                       | precisionInterval must be from 0 to 1
            "high" : 0.875              | "high" : 1e400                     | precisionInterval.high
            "high" : 0.875              | "height" : 0.875                   | height
            "images" : 7                | "images" : -1                      | thresholds[0].images
            "coverage" : 0.9            | "coverage" : 0                     | coverage must be above 0
            "coverage" : 0.9            | "coverage" : 1                     | coverage must be above 0
            "quantile" : 0.8125         | "quantile" : "big"                 | conformal.quantile
            "quantile" : 0.8125         | "quantile" : -1e999                | conformal.quantile
            "penalty" : 0.01            | "penalty" : -0.01                  | conformal must be valid
            "freeRanks" : 5             | "freeRanks" : 0                    | conformal.freeRanks
            "freeRanks" : 5             | "freeRanks" : 2147483648           | conformal.freeRanks
            [ -0.75, 0.8125, 1.0625 ]   | [ ]                                | there must be 1 to 2000 scores
            [ -0.75, 0.8125, 1.0625 ]   | [ 0.8125, -0.75 ]                  | ascending
            [ -0.75, 0.8125, 1.0625 ]   | [ "NaN" ]                          | conformalScores.values[0]
            [ -0.75, 0.8125, 1.0625 ]   | [ 1e999 ]                          | conformalScores.values[0]
            "conformalScores" :         | "scores" :                         | scores
            "bound" : 0.05              | "bound" : 1                        | bound must be in
            "bound" : 0.05              | "bound" : -0.05                    | bound must be in
            "bound" : 0.05              | "bound" : "NaN"                    | familiarity.bound
            "images" : 20               | "images" : 1                       | images must be at least the distances
            [ 0.25, 0.5 ]               | [ ]                                | there must be 1 to 1000 distances
            [ 0.25, 0.5 ]               | [ 0.5, 0.25 ]                      | ascending
            [ 0.25, 0.5 ]               | [ -1, 0.25 ]                       | ascending
            [ 0.25, 0.5 ]               | [ 0.25, 1e999 ]                    | familiarity.distances[1]
            [ 0.25, 0.5 ]               | { "0" : 0.25 }                     | familiarity.distances
            "familiarity" :             | "familiar" :                       | familiar
            "temperature" :             | "familiarity" :                    | Duplicate
            """)
    void refusesACalibrationWith(String old, String replacement, String named) throws IOException {
        String text = new String(entries.get("calibration.json"), StandardCharsets.UTF_8);
        if (!text.contains(old)) {
            throw new IllegalArgumentException(old + " is not in " + text);
        }
        int at = text.indexOf(old);
        calibration(
                text.substring(0, at) + (replacement == null ? "" : replacement) + text.substring(at + old.length()));

        refused("calibration.json", named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "3", "{}", "{}{}", "{\"temperature\":null}", "{\"thresholds\":[{}]}"})
    void refusesAnInvalidCalibration(String text) throws IOException {
        calibration(text);

        refused("calibration.json");
    }

    @Test
    void refusesThresholdsOfSomeLabels() throws IOException {
        String text = new String(entries.get("calibration.json"), StandardCharsets.UTF_8);
        int from = text.indexOf("{", text.indexOf("\"thresholds\""));
        int to = text.indexOf("{", text.indexOf("\"images\"", from));
        calibration(text.substring(0, from) + text.substring(to));

        refused("thresholds must be of the labels, in their order");
    }

    @Test
    void refusesDistancesBeyondCounting() throws IOException {
        calibration(new String(entries.get("calibration.json"), StandardCharsets.UTF_8)
                .replace("[ 0.25, 0.5 ]", "[ 0.25" + ", 0.25".repeat(1000) + " ]")
                .replace("\"images\" : 20", "\"images\" : 2000"));

        refused("there must be 1 to 1000 distances, found 1001");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            calibration.json        | must have calibration.json
            familiarity.safetensors | must have familiarity exactly if its tensors are there
            record.json             | must have both record.json and images.bin
            images.bin              | must have both record.json and images.bin
            """)
    void refusesOneEntryWithoutTheOther(String name, String named) throws IOException {
        entries.remove(name);
        String manifest = new String(entries.get("manifest.json"), StandardCharsets.UTF_8);
        String without = manifest.replaceFirst(",\\s*\"" + name.replace(".", "\\.") + "\" : \\{[^}]*}", "");
        entries.put("manifest.json", without.getBytes(StandardCharsets.UTF_8));

        refused(named);
    }

    @Test
    void refusesSetsOfClassesWhereImagesHaveSeveralLabels() throws IOException {
        Zips.replaceInManifest(entries, "\"labels\" :", "\"labelMode\" : \"multi-label\", \"labels\" :");

        refused("conformal must be of a model for one label per image");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [3,2]       | [2,3]                   | directions must be of shape
            [3,2]       | [6]                     | means must be of shape
            [3,2]       | [3,2,1]                 | means must be of shape
            [3,2]       | [3,-2]                  | shape
            [3,2]       | [3,3]                   | familiarity.safetensors
            [3,2]       | [2147483647,2147483647] | familiarity.safetensors
            [3,2]       | [9223372036854775807,9223372036854775807,9223372036854775807] | familiarity.safetensors
            [3,1,2]     | [1,3,2]                 | directions must be of shape
            [3,1,2]     | [6]                     | directions must be of shape
            "shape":[3] | "shape":[1,3]           | scales must be of shape
            "F32"       | "F64"                   | familiarity.safetensors
            "F32"       | "I32"                   | means must be from
            "scales":   | "scale":                | must have the tensors directions, means and scales
            "scales":   | "means":                | familiarity.safetensors
            [48,60]     | [48,4000000000]         | familiarity.safetensors
            """)
    void refusesTensorsWith(String old, String replacement, String named) throws IOException {
        String header = "{" + MEANS + "," + DIRECTIONS + "," + SCALES + "}";
        tensors(header.replaceFirst("\\Q" + old + "\\E", replacement), values());

        refused(named);
    }

    @Test
    void refusesTensorsThatNobodyNeeds() throws IOException {
        String other = "\"other\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[60,64]}";
        tensors("{" + MEANS + "," + DIRECTIONS + "," + SCALES + "," + other + "}", Arrays.copyOf(values(), 16));

        refused("must have the tensors directions, means and scales", "directions, means, other, scales");
    }

    @ParameterizedTest
    @CsvSource({
        "0, NaN, means",
        "0, Infinity, means",
        "1, 1e30, means",
        "7, -2, directions",
        "11, NaN, directions",
        "12, 0, scales",
        "12, -1, scales",
        "14, Infinity, scales"
    })
    void refusesValuesOutOfTheirRange(int at, float value, String tensor) throws IOException {
        float[] values = values();
        values[at] = value;
        tensors("{" + MEANS + "," + DIRECTIONS + "," + SCALES + "}", values);

        refused("calibration.json familiarity", tensor + " must be from");
    }

    @Test
    void refusesMoreClassesThanLabels() throws IOException {
        String header = "{" + MEANS + "," + DIRECTIONS + "," + SCALES + "}";
        tensors(
                header.replace("[3,2]", "[6,1]")
                        .replace("[3,1,2]", "[6,1,1]")
                        .replace("\"shape\":[3]", "\"shape\":[6]")
                        .replace("[48,60]", "[48,72]"),
                new float[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1});

        refused("familiarity must have at most 3 classes, as the labels ask", "6");
    }

    private static float[] values() {
        return new float[] {0, 1, 1, 0, 0.5f, 0.5f, 0, 1, 1, 0, 0, 0, 1, 2, 3};
    }

    private void calibration(String text) {
        Zips.replaceConsistently(entries, "calibration.json", text.getBytes(StandardCharsets.UTF_8));
    }

    private void tensors(String header, float[] values) {
        byte[] text = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file = ByteBuffer.allocate(Long.BYTES + text.length + values.length * Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text);
        for (float value : values) {
            file.putFloat(value);
        }
        Zips.replaceConsistently(entries, "familiarity.safetensors", file.array());
    }

    private void refused(String... words) throws IOException {
        Path bad = Zips.write(folder.resolve("bad.tlz"), entries);
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(() -> store.read(bad))
                .withMessageContaining(bad.toString())
                .withMessageContainingAll(words);
    }
}
