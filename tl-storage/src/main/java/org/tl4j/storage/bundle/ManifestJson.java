package org.tl4j.storage.bundle;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.ParameterCounts;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.provenance.Provenance;
import org.tl4j.storage.json.JsonReader;
import org.tl4j.storage.json.PreprocessingJson;

/** {@link ManifestFile} as JSON, mapped field by field: nothing in the file can select a class. */
final class ManifestJson {
    static final String FORMAT_VERSION = "formatVersion";

    private static final String REFITTED = "refitted";
    private static final String LABEL_MODE = "labelMode";

    /** The field that every version has. */
    private static final List<String> NAMES = List.of(
            FORMAT_VERSION,
            "strategy",
            "labels",
            "preprocessing",
            "backbone",
            "frozenLayers",
            "parameters",
            "metrics",
            "provenance",
            "network",
            "entries");

    private ManifestJson() {}

    static ObjectNode write(ManifestFile file) {
        BundleManifest manifest = file.manifest();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put(FORMAT_VERSION, BundleFormat.VERSION);
        json.put("strategy", manifest.strategy());
        manifest.labels().names().forEach(json.putArray("labels")::add);
        if (manifest.labels().isMultiLabel()) {
            json.put(LABEL_MODE, EnumNames.of(manifest.labels().mode()));
        }
        json.set("preprocessing", PreprocessingJson.write(manifest.preprocessing()));
        ObjectNode backbone = json.putObject("backbone")
                .put("name", manifest.backbone())
                .put("weights", manifest.backboneWeights().hex());
        manifest.boundaries().forEach(backbone.putArray("boundaries")::add);
        backbone.put("pooling", EnumNames.of(manifest.pooling()));
        manifest.frozenLayers().forEach(json.putArray("frozenLayers")::add);
        json.putObject("parameters")
                .put("total", manifest.parameters().total())
                .put("trainable", manifest.parameters().trainable());
        ObjectNode metrics = json.putObject("metrics");
        manifest.metrics().forEach((name, value) -> writeNumber(metrics, name, value));
        if (manifest.refitted()) {
            // written only if set, so that older versions of this software can read all other bundles
            json.put(REFITTED, true);
        }
        manifest.reasons().forEach(json.putArray("reasons")::add);
        writeProvenance(json.putObject("provenance"), manifest.provenance());
        json.putObject("network").put("engine", file.engine());
        ObjectNode entries = json.putObject("entries");
        file.entries().forEach((name, statement) -> writeStatement(entries.putObject(name), statement));
        return json;
    }

    /**
     * Reads a manifest of version 1, which has no reasons, 2, which has one boundary and averages, 3, whose network is
     * for a runtime and has two entries, or 4. If there is no field for the refit, the settings of the provenance are
     * used, as in earlier versions.
     *
     * @param json must throw the first problem
     * @throws org.tl4j.storage.json.JsonException if anything is missing, unknown or out of range
     */
    static ManifestFile read(JsonReader json) {
        long version = json.at(FORMAT_VERSION).integer(1, BundleFormat.VERSION);
        boolean hasReasons = version > 1;
        boolean hasPooling = version > 2;
        json.withNames(
                optional(version),
                Stream.concat(NAMES.stream(), hasReasons ? Stream.of("reasons") : Stream.empty())
                        .toArray(String[]::new));
        JsonReader backbone = json.at("backbone");
        if (hasPooling) {
            backbone.withNames("name", "weights", "boundaries", "pooling");
        } else {
            backbone.withNames("name", "weights", "boundary");
        }
        JsonReader labels = json.at("labels");
        Provenance provenance = readProvenance(json.at("provenance"));
        BundleManifest manifest = new BundleManifest(
                name(json.at("strategy")),
                labels.make(() -> new LabelSet(texts(labels), readMode(json))),
                PreprocessingJson.read(json.at("preprocessing")).orElseThrow(),
                backbone.at("name").text(),
                digest(backbone.at("weights")),
                hasPooling
                        ? readBoundaries(backbone.at("boundaries"))
                        : List.of(backbone.at("boundary").text()),
                hasPooling ? readPooling(backbone.at("pooling")) : Pooling.AVERAGE,
                texts(json.at("frozenLayers")),
                readCounts(json.at("parameters").withNames("total", "trainable")),
                json.at("metrics").map(JsonReader::number),
                json.has(REFITTED)
                        ? json.at(REFITTED).truth()
                        : "true".equals(provenance.settings().get("refit")),
                hasReasons ? texts(json.at("reasons")) : List.of(),
                provenance);
        String engine = version < BundleFormat.NAMED_ENTRIES ? "runtime" : "engine";
        return new ManifestFile(
                manifest,
                name(json.at("network").withNames(engine).at(engine)),
                readEntries(json.at("entries"), version));
    }

    private static Set<String> optional(long version) {
        if (version < BundleFormat.LABEL_MODES) {
            return version > 2 ? Set.of(REFITTED) : Set.of();
        }
        return Set.of(REFITTED, LABEL_MODE);
    }

    private static LabelMode readMode(JsonReader json) {
        if (!json.has(LABEL_MODE)) {
            return LabelMode.SINGLE_LABEL;
        }
        String word = json.at(LABEL_MODE).text();
        return EnumNames.find(LabelMode.class, word)
                .orElseThrow(() -> json.at(LABEL_MODE)
                        .refuse("must be one of " + String.join(", ", EnumNames.all(LabelMode.class)), word));
    }

    private static Map<String, EntryDigest> readEntries(JsonReader json, long version) {
        if (version < BundleFormat.NAMED_ENTRIES) {
            json.withNames(BundleFormat.ENTRIES_OF_OLD.toArray(String[]::new));
            Map<String, EntryDigest> entries = new LinkedHashMap<>();
            BundleFormat.ENTRIES_OF_OLD.forEach(name -> entries.put(name, readStatement(json, name)));
            return entries;
        }
        Map<String, JsonReader> statements = json.map(statement -> statement);
        long ofNetwork = statements.keySet().stream()
                .filter(name -> !NetworkContents.OF_BUNDLE.contains(name))
                .count();
        if (ofNetwork == 0
                || ofNetwork > NetworkContents.MOST_ENTRIES
                || statements.containsKey(BundleFormat.MANIFEST)) {
            throw json.refuse(
                    "must name 1 to " + NetworkContents.MOST_ENTRIES + " entries besides " + BundleFormat.MANIFEST,
                    statements.size());
        }
        Map<String, EntryDigest> entries = new LinkedHashMap<>();
        statements.keySet().forEach(name -> entries.put(name, readStatement(json, name)));
        return entries;
    }

    /** Short, without control characters that a terminal would interpret. */
    private static String name(JsonReader json) {
        String text = json.text();
        if (!BundleManifest.isName(text)) {
            throw json.refuse("must be 1 to 100 letters, digits, spaces, dots, dashes and underscores", text);
        }
        return text;
    }

    private static List<String> readBoundaries(JsonReader json) {
        List<String> boundaries = texts(json);
        if (boundaries.isEmpty()) {
            throw json.refuse("must name at least one vertex", "none");
        }
        return boundaries;
    }

    private static Pooling readPooling(JsonReader json) {
        String word = json.text();
        return EnumNames.find(Pooling.class, word)
                .orElseThrow(() ->
                        json.refuse("must be one of " + String.join(", ", EnumNames.all(Pooling.class)), word));
    }

    private static void writeNumber(ObjectNode json, String name, double value) {
        if (Double.isFinite(value)) {
            json.put(name, value);
        } else {
            json.put(name, Double.toString(value));
        }
    }

    private static void writeProvenance(ObjectNode json, Provenance provenance) {
        json.put("software", provenance.software());
        writeTexts(json.putObject("versions"), provenance.versions());
        json.put("data", provenance.data().hex());
        json.put("seed", provenance.seed());
        writeTexts(json.putObject("settings"), provenance.settings());
        json.put("created", provenance.created().toString());
    }

    private static Provenance readProvenance(JsonReader json) {
        json.withNames("software", "versions", "data", "seed", "settings", "created");
        JsonReader created = json.at("created");
        return new Provenance(
                json.at("software").text(),
                json.at("versions").map(JsonReader::text),
                digest(json.at("data")),
                json.at("seed").integer(Long.MIN_VALUE, Long.MAX_VALUE),
                json.at("settings").map(JsonReader::text),
                created.make(() -> Instant.parse(created.text())));
    }

    private static ParameterCounts readCounts(JsonReader json) {
        long total = json.at("total").integer(0, Long.MAX_VALUE);
        return new ParameterCounts(total, json.at("trainable").integer(0, total));
    }

    private static void writeStatement(ObjectNode json, EntryDigest statement) {
        json.put("bytes", statement.bytes()).put("sha256", statement.sha256().hex());
    }

    private static EntryDigest readStatement(JsonReader entries, String name) {
        JsonReader json = entries.at(name).withNames("bytes", "sha256");
        return new EntryDigest(json.at("bytes").integer(0, BundleFormat.longest(name)), digest(json.at("sha256")));
    }

    private static void writeTexts(ObjectNode json, Map<String, String> texts) {
        texts.forEach(json::put);
    }

    private static List<String> texts(JsonReader json) {
        return json.list(JsonReader::text);
    }

    private static Digest digest(JsonReader json) {
        return json.make(() -> new Digest(json.text()));
    }
}
