package org.tl4j.it.fuzz;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.core.preprocessing.PixelConvention;
import org.tl4j.core.progress.Progress;
import org.tl4j.core.provenance.Digest;
import org.tl4j.it.kit.Fixtures;
import org.tl4j.learner.Backbones;
import org.tl4j.learner.FeatureRequest;
import org.tl4j.learner.ImportRequest;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/** Networks and their weights: bundles, zips of Deeplearning4j, Keras files, safetensors, catalogues. */
record ModelTargets(Path folder, FuzzSeeds seeds, TransferLearner learner) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMBEDDED = "resnet20-garments";

    /** The bytes of a bundle. */
    FuzzTarget bundle() throws IOException {
        List<byte[]> files = List.of(Files.readAllBytes(seeds.bundle()));
        return new FuzzTarget("bundle", random -> Mutator.mutate(files, random), this::predict);
    }

    /** One entry of a bundle, whose length and digest are then stated rightly. */
    FuzzTarget bundleEntry(String name, String entry) throws IOException {
        Map<String, byte[]> entries = Zip.read(Files.readAllBytes(seeds.bundle()));
        return new FuzzTarget(name, random -> changed(entries, entry, random), this::predict);
    }

    private static byte[] changed(Map<String, byte[]> entries, String name, Random random) throws IOException {
        Map<String, byte[]> copy = new LinkedHashMap<>(entries);
        byte[] old = entries.get(name);
        copy.put(
                name,
                name.endsWith(".json") && random.nextInt(8) > 0
                        ? JsonMutator.mutate(old, random)
                        : Mutator.mutate(List.of(old), random));
        if (!name.equals("manifest.json")) {
            copy.put("manifest.json", stated(copy, name));
        }
        return Zip.write(copy);
    }

    /** The manifest with the true length and digest of an entry. */
    private static byte[] stated(Map<String, byte[]> entries, String name) throws IOException {
        ObjectNode manifest = (ObjectNode) JSON.readTree(entries.get("manifest.json"));
        byte[] content = entries.get(name);
        ObjectNode holder = (ObjectNode) manifest.required("entries").required(name);
        holder.put("bytes", content.length);
        holder.put("sha256", HexFormat.of().formatHex(Digest.sha256().digest(content)));
        return JSON.writeValueAsBytes(manifest);
    }

    private void predict(byte[] content) throws IOException {
        Path file = written("case.tlz", content);
        try (Predictor predictor = learner.predictor(file)) {
            double sum = predictor.predict(seeds.photo()).ranking().stream()
                    .mapToDouble(ScoredLabel::probability)
                    .sum();
            if (!(Math.abs(sum - 1) < 1e-3)) {
                throw new IllegalStateException("probabilities must sum to 1, found " + sum);
            }
        }
    }

    /** The bytes of a zip of Deeplearning4j. */
    FuzzTarget dl4jZip() throws IOException {
        List<byte[]> files = List.of(Files.readAllBytes(seeds.dl4jZip()));
        return new FuzzTarget(
                "dl4j-zip", random -> Mutator.mutate(files, random), content -> importFile("case.zip", content));
    }

    /** The configuration in a zip of Deeplearning4j. */
    FuzzTarget dl4jNetwork() throws IOException {
        Map<String, byte[]> entries = Zip.read(Files.readAllBytes(seeds.dl4jZip()));
        return new FuzzTarget(
                "dl4j-network",
                random -> {
                    Map<String, byte[]> copy = new LinkedHashMap<>(entries);
                    copy.put("configuration.json", JsonMutator.mutate(entries.get("configuration.json"), random));
                    return Zip.write(copy);
                },
                content -> importFile("case.zip", content));
    }

    /** Two real Keras files. */
    FuzzTarget keras() throws IOException {
        List<byte[]> files = new ArrayList<>();
        for (String file : FuzzTargets.KERAS_FILES) {
            files.add(Files.readAllBytes(Fixtures.path(file)));
        }
        return new FuzzTarget(
                "keras", random -> Mutator.mutate(files, random), content -> importFile("case.h5", content));
    }

    private void importFile(String name, byte[] content) throws IOException {
        learner.importBackbone(ImportRequest.of(written(name, content), "case", PixelConvention.UNIT)
                .replacing());
    }

    /** The weights of the embedded network. */
    FuzzTarget weights() throws IOException {
        List<byte[]> files = List.of(resource(Storage.class, "weights/resnet20-garments.safetensors"));
        return new FuzzTarget("weights", random -> Mutator.mutate(files, random), content -> {
            FeatureRequest request = new FeatureRequest(
                    Optional.of(BackboneRequest.of(EMBEDDED).withWeights(written("case.safetensors", content))),
                    seeds.photos(),
                    Optional.empty(),
                    ReadingSettings.DEFAULT,
                    Progress.NONE);
            FloatBuffer values = learner.features(request).features().values();
            for (int i = 0; i < values.limit(); i++) {
                if (!Float.isFinite(values.get(i))) {
                    throw new IllegalStateException("features must be finite, found " + values.get(i));
                }
            }
        });
    }

    /** A catalogue of the user's own. */
    FuzzTarget catalogue() throws IOException {
        byte[] built = resource(Storage.class, "catalog/catalogue.json");
        return new FuzzTarget(
                "catalogue",
                random -> random.nextInt(4) == 0
                        ? Mutator.mutate(List.of(built), random)
                        : JsonMutator.mutate(built, random),
                content -> {
                    StorageSettings settings = new StorageSettings(
                            folder.resolve("cache"),
                            StorageSettings.DEFAULT_FEATURE_LIMIT_BYTES,
                            Optional.empty(),
                            Optional.of(written("case.json", content)),
                            NetworkSettings.DIRECT);
                    try (TransferLearner other = TransferLearner.create(settings)) {
                        Backbones backbones = other.backbones();
                        backbones.entries().forEach(backbones::structure);
                    }
                });
    }

    private static byte[] resource(Class<?> module, String name) throws IOException {
        try (InputStream in = module.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    private Path written(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }
}
