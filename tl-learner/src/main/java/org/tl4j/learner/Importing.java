package org.tl4j.learner;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Nearest;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.storage.files.AtomicFile;

/** The way of a network of others into the catalogue: weights first, so that no entry is ever without them. */
record Importing(Rooms rooms) {
    private static final double FINE_TUNING_RATE = 1e-3;

    ImportReport run(ImportRequest request) {
        Path description = rooms.storage().importedFolder().resolve(request.name() + ".json");
        requireFree(request, description);
        ImportedNetwork network = rooms.importer().read(request.file());
        byte[] content = rooms.tensors().write(network.tensors(), network.metadata());
        WeightsSource source = source(request.name(), content);
        BackboneEntry entry = entry(request, network, source);
        Path weights = rooms.storage().weightsFolder().resolve(source.fileName());
        write(weights, content);
        write(description, rooms.importer().entryText(entry).getBytes(StandardCharsets.UTF_8));
        return new ImportReport(network, entry, description, weights);
    }

    private void requireFree(ImportRequest request, Path description) {
        boolean taken = rooms.catalog().entries().stream()
                .anyMatch(entry -> entry.name().equals(request.name()));
        boolean imported = Files.exists(description);
        if (taken && !(imported && request.replace())) {
            throw new UsageException(
                    "name",
                    "must not be taken",
                    request.name(),
                    imported ? "take another, or replace that network" : "take another");
        }
    }

    private static WeightsSource source(String name, byte[] content) {
        return new WeightsSource(
                name + ".safetensors",
                false,
                Optional.empty(),
                OptionalLong.of(content.length),
                Optional.of(Digest.of(content)),
                Optional.empty());
    }

    private static BackboneEntry entry(ImportRequest request, ImportedNetwork network, WeightsSource source) {
        String boundary = request.boundary().orElse(network.boundary());
        if (!network.vertices().contains(boundary)) {
            throw new UsageException(
                    "boundary",
                    "must be a vertex of the network, one of " + String.join(", ", network.vertices()),
                    boundary,
                    Nearest.question(boundary, network.vertices()));
        }
        return new BackboneEntry(
                request.name(),
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
