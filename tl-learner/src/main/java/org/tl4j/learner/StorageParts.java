package org.tl4j.learner;

import jakarta.inject.Inject;
import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.storage.StorageSettings;
import org.tl4j.storage.catalog.ImportedBackbones;

/** What is kept on disk; {@link LearnerWiring} hands each use case what it needs of it. */
final class StorageParts {
    final StorageSettings settings;
    final BackboneCatalog catalog;
    final ImportedBackbones imported;
    final WeightsLocator weights;
    final TensorFormat tensors;
    final FeatureStore features;
    final BundleStore bundles;

    @Inject
    StorageParts(
            StorageSettings settings,
            BackboneCatalog catalog,
            ImportedBackbones imported,
            WeightsLocator weights,
            TensorFormat tensors,
            FeatureStore features,
            BundleStore bundles) {
        this.settings = settings;
        this.catalog = catalog;
        this.imported = imported;
        this.weights = weights;
        this.tensors = tensors;
        this.features = features;
        this.bundles = bundles;
    }
}
