package org.tl4j.learner;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.CallerTerm;
import org.tl4j.core.error.EnvironmentException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Suggestions;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.files.AtomicFile;

/**
 * The way of a network of others into the catalogue. The weights have a name of their own content and come first, the entry
 * is moved into its place, and what it named before is deleted last: at no moment does an entry stand for other weights.
 */
record Importing(Rooms rooms) {
    private static final double FINE_TUNING_RATE = 1e-3;

    /** Digits of the digest in the name of a file: two contents share them once in 2^48. */
    private static final int DIGITS = 12;

    ImportReport run(ImportRequest request) {
        Path description = rooms.storage().importedFolder().resolve(request.name() + ".json");
        requireFree(request, description);
        ImportedNetwork network = importer().read(request.file(), request.inputSize(), request.preprocessing());
        byte[] content = rooms.tensors().write(network.tensors(), network.metadata());
        WeightsSource source = source(request.name(), content);
        BackboneEntry entry = entry(request, network, source);
        Path weights = rooms.storage().weightsFolder().resolve(source.fileName());
        // reading took a while: another process may have taken the name
        Optional<BackboneEntry> before = requireFree(request, description);
        write(weights, content);
        write(description, importer().entryText(entry).getBytes(StandardCharsets.UTF_8));
        replaced(request.name(), before).stream()
                .filter(old -> !old.equals(source.fileName()) && !isNamed(old))
                .forEach(this::delete);
        return new ImportReport(network, entry, description, weights);
    }

    private BackboneImporter importer() {
        return rooms.engines().all().stream()
                .flatMap(engine -> engine.importer().stream())
                .findFirst()
                .orElseThrow(() -> new UsageException(
                        "import", "must be one that an engine can do", "no engine that imports", "add such an engine"));
    }

    /** The imported network that has the name now; empty where its entry is damaged. */
    private Optional<BackboneEntry> requireFree(ImportRequest request, Path description) {
        Optional<BackboneEntry> imported =
                importer().entry(description).filter(entry -> entry.name().equals(request.name()));
        Optional<BackboneEntry> taken = rooms.resolver().catalog().entries().stream()
                .filter(entry -> entry.name().equals(request.name()))
                .findFirst();
        // an entry that was written stands before an import of its name, and hides it
        boolean ours = Files.exists(description) && (taken.isEmpty() || taken.equals(imported));
        if (ours ? !request.replace() : taken.isPresent()) {
            throw new UsageException(
                    "name",
                    "must not be taken",
                    request.name(),
                    "take another" + (ours ? ", or " + CallerTerm.REPLACE_IMPORT.words() : ""));
        }
        return imported;
    }

    /** The weights of the network that had the name; where its entry is damaged, all that may be its. */
    private List<String> replaced(String name, Optional<BackboneEntry> before) {
        if (before.isPresent()) {
            return List.of(before.get().weights().fileName());
        }
        Pattern own = Pattern.compile(Pattern.quote(name) + "-[0-9a-f]{" + DIGITS + "}\\.safetensors");
        Path folder = rooms.storage().weightsFolder();
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(own.asMatchPredicate())
                    .toList();
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("folder of weights", "must be readable", folder.toString(), ""), e);
        }
    }

    private boolean isNamed(String weights) {
        return rooms.resolver().catalog().entries().stream()
                .anyMatch(entry -> entry.weights().fileName().equals(weights));
    }

    private void delete(String weights) {
        Path file = rooms.storage().weightsFolder().resolve(weights);
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new EnvironmentException(
                    new Problem("weights of the network that was replaced", "must be deleted", file.toString(), ""), e);
        }
    }

    private static WeightsSource source(String name, byte[] content) {
        Digest digest = Digest.of(content);
        return new WeightsSource(
                name + "-" + digest.hex().substring(0, DIGITS) + ".safetensors",
                false,
                Optional.empty(),
                OptionalLong.of(content.length),
                Optional.of(digest),
                Optional.empty());
    }

    private static BackboneEntry entry(ImportRequest request, ImportedNetwork network, WeightsSource source) {
        String boundary = request.boundary().orElse(network.boundary());
        if (!network.vertices().contains(boundary)) {
            throw new UsageException(
                    "boundary",
                    "must be a vertex of the network, one of " + String.join(", ", network.vertices()),
                    boundary,
                    Suggestions.question(boundary, network.vertices()));
        }
        return new BackboneEntry(
                request.name(),
                BackboneEntry.DEEPLEARNING4J,
                ImportedNetwork.ARCHITECTURE,
                "imported from " + request.file().getFileName(),
                request.trainedOn(),
                request.licence(),
                network.format(),
                source,
                request.preprocessing().at(network.input(), network.channels()),
                boundary,
                FINE_TUNING_RATE,
                Optional.empty(),
                network.classes());
    }

    private static void write(Path file, byte[] content) {
        AtomicFile.write(file, channel -> AtomicFile.writeFully(channel, ByteBuffer.wrap(content)));
    }
}
