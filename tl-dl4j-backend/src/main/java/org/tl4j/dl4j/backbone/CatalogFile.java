package org.tl4j.dl4j.backbone;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.backbone.ReferenceOutput;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.validation.BoundedJson;

/**
 * A catalogue file: JSON, read strictly, all problems reported together ({@code docs/formats.md}).
 *
 * @param only whether these entries replace the published ones as a whole
 * @param entries by name, in the order of the file
 */
record CatalogFile(boolean only, Map<String, BackboneEntry> entries) {
    /**
     * Reads the content of a file.
     *
     * @param file what to call it
     * @throws UsageException if it is not a catalogue; everything that is wrong is listed
     */
    static CatalogFile parse(String text, String file) {
        List<String> problems = new ArrayList<>();
        Map<String, BackboneEntry> entries = new LinkedHashMap<>();
        boolean only = false;
        try {
            CatalogObject root = new CatalogObject(BoundedJson.tree(text), "", problems);
            only = root.optionalTruth("only").orElse(false);
            CatalogPreprocessings preprocessings = new CatalogPreprocessings(root);
            for (CatalogObject object : root.objects("entries")) {
                entry(object, preprocessings).ifPresent(entry -> {
                    if (entries.put(entry.name(), entry) != null) {
                        object.problem("must have a name of its own, found " + entry.name() + " again");
                    }
                });
            }
            root.end();
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    new Problem(file, "must be JSON", e.getOriginalMessage(), "correct it, or remove it"), e);
        }
        if (!problems.isEmpty()) {
            throw new UsageException(
                    file, "must be a catalogue", String.join("; ", problems), "correct it, or remove it");
        }
        return new CatalogFile(only, entries);
    }

    /** Everything is read before anything is made, so that all that is wrong is found. */
    private static Optional<BackboneEntry> entry(CatalogObject object, CatalogPreprocessings preprocessings) {
        String name = object.text("name");
        String architecture = object.text("architecture");
        String description = object.text("description");
        String trainedOn = object.text("trained-on");
        String licence = object.text("licence");
        String source = object.text("source");
        Optional<WeightsSource> weights = weights(object.object("weights"));
        Optional<Preprocessing> preprocessing = preprocessings.of(object);
        OptionalInt classes = object.optionalInt("classes");
        Optional<String> boundary = object.optionalText("boundary");
        double fineTuningRate = object.positive("fine-tuning-rate");
        Optional<ReferenceOutput> golden = object.optionalObject("golden").flatMap(CatalogFile::golden);
        object.end();
        Optional<String> usual = architecture.equals(ImportedNetwork.ARCHITECTURE)
                ? required(boundary, object)
                : object.note(() -> Architectures.named(architecture).defaultBoundary());
        return weights.flatMap(file ->
                preprocessing.flatMap(input -> usual.flatMap(vertex -> object.make(() -> new BackboneEntry(
                        name,
                        BackboneEntry.DEEPLEARNING4J,
                        architecture,
                        description,
                        trainedOn,
                        licence,
                        source,
                        file,
                        input,
                        boundary.orElse(vertex),
                        fineTuningRate,
                        golden,
                        classes)))));
    }

    private static Optional<String> required(Optional<String> boundary, CatalogObject object) {
        if (boundary.isEmpty()) {
            object.problem("must have boundary, since its architecture is " + ImportedNetwork.ARCHITECTURE);
        }
        return boundary;
    }

    private static Optional<WeightsSource> weights(CatalogObject object) {
        String file = object.text("file");
        boolean embedded = object.optionalTruth("embedded").orElse(false);
        Optional<URI> address = object.optionalText("address").flatMap(text -> object.note(() -> address(text)));
        OptionalLong bytes = object.optionalWhole("bytes").map(OptionalLong::of).orElseGet(OptionalLong::empty);
        Optional<Digest> sha256 = object.optionalText("sha256").flatMap(text -> object.note(() -> new Digest(text)));
        Optional<String> adler32 = object.optionalText("adler32");
        object.end();
        return object.make(() -> new WeightsSource(file, embedded, address, bytes, sha256, adler32));
    }

    private static URI address(String text) {
        URI address = URI.create(text);
        if (!("https".equals(address.getScheme()) || "http".equals(address.getScheme())) || address.getHost() == null) {
            throw new IllegalArgumentException("an address must be http(s), found " + text);
        }
        return address;
    }

    private static Optional<ReferenceOutput> golden(CatalogObject object) {
        String vertex = object.text("vertex");
        List<Double> values = object.numbers("values");
        object.end();
        return object.make(() -> new ReferenceOutput(vertex, values));
    }
}
