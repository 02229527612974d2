package org.tl4j.storage.catalog;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.ReferenceOutput;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.json.JsonReader;
import org.tl4j.storage.json.PreprocessingJson;

/** {@link BackboneEntry} as JSON, field by field. Engines and architectures are not checked here. */
final class EntryJson {
    private EntryJson() {}

    static ObjectNode write(BackboneEntry entry) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", entry.name());
        json.put("engine", entry.engine());
        json.put("architecture", entry.architecture());
        json.put("description", entry.description());
        json.put("trained-on", entry.trainedOn());
        json.put("licence", entry.licence());
        json.put("source", entry.source());
        json.set("weights", WeightsJson.write(entry.weights()));
        entry.classes().ifPresent(classes -> json.put("classes", classes));
        json.put("boundary", entry.defaultBoundary());
        entry.defaultPooling().ifPresent(pooling -> json.put("pooling", EnumNames.of(pooling)));
        json.put("fine-tuning-rate", entry.fineTuningRate());
        json.set("preprocessing", PreprocessingJson.write(entry.preprocessing()));
        entry.referenceOutput().ifPresent(golden -> {
            ObjectNode reference = json.putObject("golden").put("vertex", golden.vertex());
            golden.values().forEach(reference.putArray("values")::add);
        });
        return json;
    }

    /**
     * The entry of an object; empty where there is a problem, which is reported.
     *
     * @param boundaries of entries that state none
     */
    static Optional<BackboneEntry> read(
            JsonReader json, NamedPreprocessings preprocessings, DefaultBoundaries boundaries) {
        Optional<String> name = json.read("name", JsonReader::text);
        Optional<String> engine = json.readOptional("engine", JsonReader::text);
        Optional<String> architecture = json.read("architecture", JsonReader::text);
        Optional<String> description = json.read("description", JsonReader::text);
        Optional<String> trainedOn = json.read("trained-on", JsonReader::text);
        Optional<String> licence = json.read("licence", JsonReader::text);
        Optional<String> source = json.read("source", JsonReader::text);
        Optional<WeightsSource> weights =
                json.read("weights", WeightsJson::read).flatMap(Function.identity());
        Optional<Integer> classes = json.readOptional("classes", JsonReader::count);
        Optional<Pooling> pooling = json.readOptional("pooling", value -> value.word(Pooling.class));
        Optional<Double> fineTuningRate = json.read("fine-tuning-rate", JsonReader::positive);
        Optional<Preprocessing> preprocessing =
                json.read("preprocessing", preprocessings::read).flatMap(Function.identity());
        Optional<ReferenceOutput> golden =
                json.readOptional("golden", EntryJson::readGolden).flatMap(Function.identity());
        // an architecture of another engine may have the same name, and is another graph
        Optional<String> boundary = architecture
                .filter(known -> engine.orElse(BackboneEntry.DEEPLEARNING4J).equals(BackboneEntry.DEEPLEARNING4J))
                .flatMap(boundaries::of)
                .filter(known -> !json.has("boundary"))
                .or(() -> json.read("boundary", JsonReader::text));
        return json.complete(() -> new BackboneEntry(
                name.orElseThrow(),
                engine.orElse(BackboneEntry.DEEPLEARNING4J),
                architecture.orElseThrow(),
                description.orElseThrow(),
                trainedOn.orElseThrow(),
                licence.orElseThrow(),
                source.orElseThrow(),
                weights.orElseThrow(),
                preprocessing.orElseThrow(),
                boundary.orElseThrow(),
                pooling,
                fineTuningRate.orElseThrow(),
                golden,
                classes.map(OptionalInt::of).orElseGet(OptionalInt::empty)));
    }

    private static Optional<ReferenceOutput> readGolden(JsonReader json) {
        Optional<String> vertex = json.read("vertex", JsonReader::text);
        Optional<List<Double>> values = json.read("values", list -> list.list(JsonReader::finite));
        return json.complete(() -> new ReferenceOutput(vertex.orElseThrow(), values.orElseThrow()));
    }
}
