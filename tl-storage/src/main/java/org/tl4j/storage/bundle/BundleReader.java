package org.tl4j.storage.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.NetworkEntry;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.storage.json.Json;
import org.tl4j.storage.json.JsonException;
import org.tl4j.storage.json.JsonProblems;
import org.tl4j.storage.json.JsonReader;

/**
 * Reads one bundle, without trusting it: first the names, then the version, then the manifest, and only then the
 * content, each within its limit and checked by its digest.
 */
final class BundleReader {
    private final String bundle;
    private final TensorFormat tensors;

    /**
     * @param bundle what to call it
     * @param tensors reads the weights
     */
    BundleReader(String bundle, TensorFormat tensors) {
        this.bundle = bundle;
        this.tensors = tensors;
    }

    /** Reads {@code bytes}, and closes them. */
    Bundle read(BundleBytes bytes) {
        try (bytes) {
            GuardedZip zip = new GuardedZip(bytes, bundle);
            JsonNode tree = json(BundleFormat.MANIFEST, zip.bytes(BundleFormat.MANIFEST));
            checkVersion(tree);
            return read(zip, JsonReader.of(tree, JsonProblems.thrown()));
        } catch (JsonException e) {
            String subject = (bundle + " " + BundleFormat.MANIFEST + " " + e.path()).strip();
            throw new BundleException(new Problem(subject, e.rule(), e.found(), CallerTerm.TRAIN_BUNDLE.words()), e);
        } catch (IOException e) {
            throw BundleFormat.damaged(bundle, "must be a whole zip file", DiskProblem.describe(e), e);
        }
    }

    private Bundle read(GuardedZip zip, JsonReader document) throws IOException {
        ManifestFile manifest = ManifestJson.read(document);
        Set<String> names = new LinkedHashSet<>(List.of(BundleFormat.MANIFEST));
        names.addAll(manifest.entries().keySet());
        zip.checkNames(names);
        List<NetworkEntry> entries = new ArrayList<>();
        Map<String, ByteBuffer> ofBundle = new HashMap<>();
        for (Map.Entry<String, EntryDigest> entry : manifest.entries().entrySet()) {
            ByteBuffer content = zip.bytes(entry.getKey(), entry.getValue());
            if (NetworkContents.OF_BUNDLE.contains(entry.getKey())) {
                ofBundle.put(entry.getKey(), content);
            } else {
                entries.add(entry(document, entry.getKey(), content));
            }
        }
        return new Bundle(
                manifest.manifest(),
                document.make(() -> new NetworkContents(manifest.engine(), entries)),
                calibration(document, ofBundle, manifest.manifest().labels()),
                record(ofBundle, manifest.manifest().labels()));
    }

    private Optional<TrainingRecord> record(Map<String, ByteBuffer> entries, LabelSet labels) {
        ByteBuffer description = entries.get(RecordEntries.DESCRIPTION);
        ByteBuffer images = entries.get(RecordEntries.IMAGES);
        if (description == null && images == null) {
            return Optional.empty();
        }
        if (description == null || images == null) {
            throw BundleFormat.damaged(
                    bundle, "must have both " + RecordEntries.DESCRIPTION + " and " + RecordEntries.IMAGES, "one");
        }
        return Optional.of(RecordEntries.read(
                JsonReader.of(json(RecordEntries.DESCRIPTION, description), JsonProblems.thrown()),
                images,
                labels,
                bundle));
    }

    private Calibration calibration(JsonReader document, Map<String, ByteBuffer> entries, LabelSet labels) {
        ByteBuffer text = entries.get(BundleFormat.CALIBRATION);
        ByteBuffer values = entries.get(BundleFormat.FAMILIARITY);
        if (text == null) {
            if (values != null) {
                throw document.at("entries")
                        .refuse("must have " + BundleFormat.CALIBRATION, BundleFormat.FAMILIARITY + " alone");
            }
            return Calibration.NONE;
        }
        List<Tensor> tensors = values == null ? List.of() : weights(BundleFormat.FAMILIARITY, values);
        JsonNode tree = json(BundleFormat.CALIBRATION, text);
        try {
            return CalibrationJson.read(JsonReader.of(tree, JsonProblems.thrown()), labels, tensors);
        } catch (JsonException e) {
            String subject = (bundle + " " + BundleFormat.CALIBRATION + " " + e.path()).strip();
            throw new BundleException(new Problem(subject, e.rule(), e.found(), CallerTerm.TRAIN_BUNDLE.words()), e);
        }
    }

    private NetworkEntry entry(JsonReader document, String name, ByteBuffer content) {
        if (name.endsWith(NetworkEntry.TENSORS_END)) {
            List<Tensor> weights = weights(name, content);
            return document.make(() -> new NetworkEntry.Tensors(name, weights));
        }
        if (name.endsWith(BundleFormat.JSON_END)) {
            text(name, content.duplicate());
        }
        return document.make(() -> new NetworkEntry.Bytes(name, content));
    }

    private void checkVersion(JsonNode tree) {
        JsonNode version = tree.path(ManifestJson.FORMAT_VERSION);
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
            throw BundleFormat.damaged(bundle, "must have a manifest with a " + ManifestJson.FORMAT_VERSION, version);
        }
        if (version.longValue() > BundleFormat.VERSION) {
            throw new BundleException(
                    bundle,
                    "must have a format version up to " + BundleFormat.VERSION,
                    version.toString(),
                    "it was made by a newer TL4J: upgrade to read it");
        }
    }

    private JsonNode json(String entry, ByteBuffer bytes) {
        try {
            return Json.read(text(entry, bytes));
        } catch (JsonProcessingException e) {
            throw BundleFormat.damaged(bundle, "must have a " + entry + " of valid JSON", e.getOriginalMessage(), e);
        }
    }

    private String text(String entry, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw BundleFormat.damaged(bundle, "must have a " + entry + " in UTF-8", "bytes that are not", e);
        }
    }

    private List<Tensor> weights(String name, ByteBuffer bytes) {
        try {
            TensorSet set = tensors.read(bytes, bundle + " " + name);
            return set.names().stream().map(set::tensor).toList();
        } catch (WeightsException e) {
            throw new BundleException(
                    new Problem(
                            e.problem().subject(),
                            e.problem().rule(),
                            e.problem().found(),
                            CallerTerm.TRAIN_BUNDLE.words()),
                    e);
        }
    }
}
