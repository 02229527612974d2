package org.tl4j.storage.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.json.JsonReader;

/** {@link WeightsSource} as JSON: one object, or a list of several, of which the engine opens the first. */
final class WeightsJson {
    private static final String EMBEDDED = "embedded";

    private WeightsJson() {}

    static JsonNode write(WeightsSource weights) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        weights.files().forEach(file -> list.add(write(file, weights.embedded())));
        return list.size() == 1 ? list.get(0) : list;
    }

    /** The weights of an object or a list; empty where there is a problem, which is reported. */
    static Optional<WeightsSource> read(JsonReader json) {
        List<Boolean> embedded = new ArrayList<>();
        Function<JsonReader, Optional<WeightsFile>> readFile = object -> {
            embedded.add(object.readOptional(EMBEDDED, JsonReader::truth).orElse(false));
            return readFile(object);
        };
        List<Optional<WeightsFile>> files = json.isList() ? json.list(readFile) : List.of(readFile.apply(json));
        if (files.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        if (embedded.stream().distinct().count() > 1) {
            throw json.refuse("must be embedded all or none", "some of them");
        }
        return Optional.of(json.make(() ->
                new WeightsSource(files.stream().map(Optional::orElseThrow).toList(), embedded.contains(true))));
    }

    private static ObjectNode write(WeightsFile file, boolean embedded) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("file", file.fileName());
        if (embedded) {
            json.put(EMBEDDED, true);
        }
        file.address().ifPresent(address -> json.put("address", address.toString()));
        file.bytes().ifPresent(bytes -> json.put("bytes", bytes));
        file.sha256().ifPresent(digest -> json.put("sha256", digest.hex()));
        file.adler32().ifPresent(sum -> json.put("adler32", sum));
        return json;
    }

    private static Optional<WeightsFile> readFile(JsonReader json) {
        Optional<String> file = json.read("file", JsonReader::text);
        Optional<URI> address = json.readOptional("address", value -> value.make(() -> address(value.text())));
        Optional<Long> bytes = json.readOptional("bytes", value -> value.integer(0, Long.MAX_VALUE));
        Optional<Digest> sha256 = json.readOptional("sha256", value -> value.make(() -> new Digest(value.text())));
        Optional<String> adler32 = json.readOptional("adler32", JsonReader::text);
        return json.complete(() -> new WeightsFile(
                file.orElseThrow(),
                address,
                bytes.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                sha256,
                adler32));
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (!("https".equals(address.getScheme()) || "http".equals(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("an address must be http(s), found " + text);
        }
        return address;
    }
}
