package org.tl4j.storage.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.storage.files.DiskProblem;

/**
 * Reads one bundle, trusting nothing: first the names, then the version, then what the manifest says, and only then the
 * content, each within its limit and against its digest.
 *
 * @param file the bundle
 * @param tensors reads the weights
 */
record BundleReader(Path file, TensorFormat tensors) {

    Bundle read() {
        try (GuardedZip zip = GuardedZip.open(file)) {
            JsonNode tree = json(zip.bytes(BundleFormat.MANIFEST));
            checkVersion(tree);
            zip.checkNames(List.of(BundleFormat.MANIFEST, BundleFormat.NETWORK, BundleFormat.WEIGHTS));
            ManifestFile manifest = ManifestJson.read(new JsonReader(file + " " + BundleFormat.MANIFEST, "", tree));
            ByteBuffer network = zip.bytes(BundleFormat.NETWORK, manifest.network());
            ByteBuffer weights = zip.bytes(BundleFormat.WEIGHTS, manifest.weights());
            return new Bundle(
                    manifest.manifest(),
                    new NetworkContents(manifest.runtime(), text(BundleFormat.NETWORK, network), weights(weights)));
        } catch (IOException e) {
            throw BundleFormat.damaged(file, "must be a whole zip file", DiskProblem.describe(e), e);
        }
    }

    private void checkVersion(JsonNode tree) {
        JsonNode version = tree.path(ManifestJson.FORMAT_VERSION);
        if (!version.isIntegralNumber() || !version.canConvertToLong() || version.longValue() < 1) {
            throw BundleFormat.damaged(file, "must have a manifest with a " + ManifestJson.FORMAT_VERSION, version);
        }
        if (version.longValue() > BundleFormat.VERSION) {
            throw new BundleException(
                    file.toString(),
                    "must have a format version up to " + BundleFormat.VERSION,
                    version.toString(),
                    "it was made by a newer TL4J: upgrade to read it");
        }
    }

    private JsonNode json(ByteBuffer bytes) {
        try {
            return Json.read(text(BundleFormat.MANIFEST, bytes));
        } catch (JsonProcessingException e) {
            throw BundleFormat.damaged(
                    file, "must have a " + BundleFormat.MANIFEST + " of valid JSON", e.getOriginalMessage(), e);
        }
    }

    private String text(String entry, ByteBuffer bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw BundleFormat.damaged(file, "must have a " + entry + " in UTF-8", "bytes that are not", e);
        }
    }

    private List<Tensor> weights(ByteBuffer bytes) {
        try {
            TensorSet set = tensors.read(bytes, file + " " + BundleFormat.WEIGHTS);
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
