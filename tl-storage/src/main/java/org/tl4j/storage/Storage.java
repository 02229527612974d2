package org.tl4j.storage;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.training.CheckpointStore;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.storage.bundle.ManifestMetadata;
import org.tl4j.storage.bundle.ZipBundleStore;
import org.tl4j.storage.catalog.FolderCatalog;
import org.tl4j.storage.features.FolderFeatureStore;
import org.tl4j.storage.runs.FolderCheckpointStore;
import org.tl4j.storage.tensors.SafetensorsFormat;
import org.tl4j.storage.weights.LocalWeightsLocator;

/**
 * Creates the services of this module, without Guice. Nothing on disk is touched before the first use; all services are
 * thread-safe.
 */
public final class Storage {
    private Storage() {}

    /** Safetensors files. */
    public static TensorFormat tensorFormat() {
        return new SafetensorsFormat();
    }

    /** {@code .tlz} files. */
    public static BundleStore bundleStore() {
        return new ZipBundleStore(tensorFormat());
    }

    /**
     * What other software needs to know of a model, as texts by key: {@code tl4j.labels}, {@code tl4j.preprocessing} (both
     * JSON), {@code tl4j.backbone}, {@code tl4j.backbone-weights}, {@code tl4j.strategy} and {@code tl4j.software}.
     */
    public static Map<String, String> metadata(BundleManifest manifest) {
        return ManifestMetadata.of(manifest);
    }

    /**
     * Features below {@link StorageSettings#featureFolder()}. There should be one store per process, since it knows
     * which spaces are in use.
     */
    public static FeatureStore featureStore(StorageSettings settings) {
        return new FolderFeatureStore(settings.featureFolder(), settings.featureLimitBytes(), Clock.systemUTC());
    }

    /**
     * Weights of the user, of a mirror, and below {@link StorageSettings#weightsFolder()}.
     *
     * @param kinds of files that may be fetched, beside safetensors: those that the engines open. Requested after a
     *     file has been fetched
     */
    public static WeightsLocator weightsLocator(StorageSettings settings, Supplier<List<WeightsKind>> kinds) {
        return new LocalWeightsLocator(settings.weightsFolder(), settings.mirror(), settings.network(), kinds);
    }

    /**
     * The entries of the user's catalogue file, the published ones, and those below {@link StorageSettings#importedFolder()}.
     *
     * @throws org.tl4j.core.error.UsageException if the user's file is not a catalogue
     */
    public static BackboneCatalog catalog(StorageSettings settings) {
        return FolderCatalog.withOnnxFiles(settings.catalog(), Optional.of(settings.importedFolder()));
    }

    /** The files of imported networks, whose names and weights {@code catalog} may have otherwise. */
    public static ImportedBackbones importedBackbones(StorageSettings settings, BackboneCatalog catalog) {
        return new ImportedBackbones(settings.importedFolder(), settings.weightsFolder(), catalog);
    }

    /** The checkpoints of one run in {@code folder}. */
    public static CheckpointStore checkpointStore(Path folder) {
        return new FolderCheckpointStore(folder, tensorFormat());
    }
}
