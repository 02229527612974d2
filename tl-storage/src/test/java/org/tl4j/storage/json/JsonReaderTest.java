package org.tl4j.storage.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.preprocessing.Interpolation;
import org.tl4j.core.provenance.Digest;

class JsonReaderTest {
    private final JsonProblems problems = JsonProblems.collected();

    @Test
    void readsValuesOfEachKind() throws JsonProcessingException {
        JsonReader json = strict("""
                {"text": "é", "truth": true, "whole": 7, "number": -1.5, "none": "NaN", "word": "bicubic",
                 "list": [1, 2], "map": {"b": "2", "a": "1"}}
                """);

        assertThat(json.at("text").text()).isEqualTo("é");
        assertThat(json.at("truth").truth()).isTrue();
        assertThat(json.at("whole").integer(7, 7)).isEqualTo(7);
        assertThat(json.at("number").number()).isEqualTo(-1.5);
        assertThat(json.at("none").number()).isNaN();
        assertThat(json.at("word").word(Interpolation.class)).isEqualTo(Interpolation.BICUBIC);
        assertThat(json.at("list").list(JsonReader::positive)).containsExactly(1.0, 2.0);
        assertThat(json.at("map").map(JsonReader::text).keySet()).containsExactly("b", "a");
        assertThat(json.find("absent")).isEmpty();
        assertThat(json.complete(() -> "made")).contains("made");
    }

    @Test
    void namesThePlaceOfTheFirstProblemByItsPath() throws JsonProcessingException {
        JsonReader json = strict("{\"a\": {\"b\": [{\"c\": 1}, {\"c\": \"x\"}]}}");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(
                        () -> json.at("a").at("b").list(value -> value.at("c").integer(0, 9)))
                .satisfies(e -> assertThat(e.path()).isEqualTo("a.b[1].c"))
                .satisfies(e -> assertThat(e.rule()).isEqualTo("must be a whole number from 0 to 9"))
                .satisfies(e -> assertThat(e.found()).isEqualTo("\"x\""));
    }

    @Test
    void collectsAllProblemsAndMakesNothingOfWhatHasOne() throws JsonProcessingException {
        JsonReader json = collecting("{\"whole\": 1.5, \"list\": [true], \"colour\": 1, \"digest\": \"12\"}");
        Optional<Long> whole = json.read("whole", value -> value.integer(1, Long.MAX_VALUE));
        Optional<List<String>> list = json.read("list", value -> value.list(JsonReader::text));
        Optional<String> name = json.read("name", JsonReader::text);
        Optional<String> optional = json.readOptional("color", JsonReader::text);
        Optional<Digest> digest = json.readOptional("digest", value -> value.make(() -> new Digest(value.text())));

        assertThat(List.of(whole, list, name, optional, digest)).allMatch(Optional::isEmpty);
        assertThat(json.complete(() -> "made")).isEmpty();
        assertThat(problems.sentences())
                .startsWith(
                        "whole must be a whole number from 1, found 1.5",
                        "list[0] must be a text, found true",
                        "must have name")
                .endsWith("has an unknown key colour; did you mean color?")
                .anySatisfy(sentence -> assertThat(sentence).startsWith("digest must be valid, found "));
    }

    @Test
    void readsOnAfterAProblemAndReportsEachOnce() throws JsonProcessingException {
        JsonReader json = collecting("{\"all\": [3, {\"name\": \"b\"}, {\"name\": 4}]}");
        List<Optional<String>> names = json.at("all").list(value -> {
            Optional<String> name = value.read("name", JsonReader::text);
            value.readOptional("more", JsonReader::text);
            return name;
        });
        assertThat(names).containsExactly(Optional.empty(), Optional.of("b"), Optional.empty());
        assertThat(problems.sentences())
                .containsExactly("all[0] must be an object, found 3", "all[2] name must be a text, found 4");
    }

    @Test
    void asksForExactlyTheNamesThatItIsGiven() throws JsonProcessingException {
        JsonReader json = strict("{\"a\": 1, \"b\": 2}");
        assertThat(json.withNames("a", "b")).isSameAs(json);
        assertThat(json.withNames(Set.of("b", "c"), "a")).isSameAs(json);
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> json.withNames("a", "b", "c"))
                .withMessage("must have c");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(() -> strict("{\"x\": {\"aa\": 1}}").at("x").withNames())
                .withMessage("x has an unknown key aa");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "1e999", "\"1\"", "true", "[1]", "{}"})
    void takesNothingElseForAFiniteNumber(String value) throws JsonProcessingException {
        JsonReader json = strict("{\"n\": " + value + "}").at("n");
        assertThatExceptionOfType(JsonException.class)
                .isThrownBy(json::finite)
                .withMessageContaining("n must be a finite");
        assertThatExceptionOfType(JsonException.class).isThrownBy(json::positive);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": 1, \"a\": 2}", "{} {}", "{", "nul", "[01]", "{\"a\": NaN}", "// no\n{}"})
    void readsNoJsonThatIsNotStrict(String text) {
        assertThatExceptionOfType(JsonProcessingException.class).isThrownBy(() -> Json.read(text));
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 1000, 2_000_000})
    void refusesDeepNestingBeforeThereIsATree(int depth) throws JsonProcessingException {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.read("[".repeat(depth)))
                .withMessageContaining("nested more than 64 levels deep");
        assertThat(Json.read("[".repeat(64) + "]".repeat(64))).isNotNull();
    }

    @Test
    void refusesMoreTokensAndLongerNumbersThanADocumentNeeds() {
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.read("[" + "0,".repeat(1_000_000) + "0]"));
        assertThatExceptionOfType(JsonProcessingException.class)
                .isThrownBy(() -> Json.read("[" + "1".repeat(401) + "]"));
    }

    @Property
    void readsEveryTextThatItWrites(@ForAll String text) throws JsonProcessingException {
        byte[] written = Json.write(TextNode.valueOf(text));
        assertThat(Json.read(new String(written, StandardCharsets.UTF_8)).textValue())
                .isEqualTo(text);
    }

    private static JsonReader strict(String text) throws JsonProcessingException {
        return JsonReader.of(Json.read(text), JsonProblems.thrown());
    }

    private JsonReader collecting(String text) throws JsonProcessingException {
        return JsonReader.of(Json.read(text), problems);
    }
}
