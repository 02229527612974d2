package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.backbone.Golden;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.learner.TransferLearner;
import org.tl4j.storage.NetworkSettings;
import org.tl4j.storage.Storage;
import org.tl4j.storage.StorageSettings;

/**
 * A network of others that was imported into a cache folder of its own.
 *
 * @param network what the importer gave
 * @param learner knows it by its name; the caller closes it
 */
public record ImportedBackbone(ImportedNetwork network, TransferLearner learner) {
    /** What it is called. */
    public static final String NAME = "imported";

    /**
     * Imports a file.
     *
     * @param scale what its network wants pixels multiplied by
     * @param golden what it must answer
     */
    public static ImportedBackbone of(Path file, Dl4jRuntime runtime, Path folder, double scale, Golden golden)
            throws IOException {
        BackboneImporter importer = new Dl4jBackend(runtime).importer();
        ImportedNetwork network = importer.read(file);
        StorageSettings settings = new StorageSettings(
                folder.resolve("cache"),
                StorageSettings.DEFAULT_FEATURE_LIMIT_BYTES,
                Optional.empty(),
                Optional.of(folder.resolve("catalogue.json")),
                NetworkSettings.DIRECT);
        Files.createDirectories(settings.weightsFolder());
        Files.write(
                settings.weightsFolder().resolve(NAME + ".safetensors"),
                Storage.tensorFormat().write(network.tensors(), network.metadata()));
        Files.writeString(settings.catalog().orElseThrow(), importer.entryText(entry(network, scale, golden)));
        return new ImportedBackbone(network, TransferLearner.create(settings));
    }

    private static BackboneEntry entry(ImportedNetwork network, double scale, Golden golden) {
        return new BackboneEntry(
                NAME,
                ImportedNetwork.ARCHITECTURE,
                "a network of others",
                "what its maker says",
                "Apache-2.0",
                network.format(),
                WeightsSource.named(NAME + ".safetensors"),
                new Preprocessing(
                        new ResizeRule.Exact(network.input()),
                        network.input(),
                        ChannelOrder.RGB,
                        scale,
                        Collections.nCopies(3, 0.0),
                        List.of(1.0, 1.0, 1.0)),
                network.boundary(),
                0.001,
                Optional.of(golden));
    }
}
