package org.tl4j.learner;

import org.tl4j.core.backbone.BackboneCatalog;
import org.tl4j.core.backbone.BackboneImporter;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.network.NetworkLoader;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.runtime.Dl4jRuntime;
import org.tl4j.storage.StorageSettings;
import org.tl4j.strategies.Strategies;

/**
 * Everything that the main path passes through.
 *
 * @param source finds images
 * @param reader reads them
 * @param splitter parts them
 * @param preprocessor decodes them
 * @param pipeline does both in batches, on the workers of the learner
 * @param sizes reads how large they are
 * @param catalog has backbones
 * @param importer makes backbones of files of others
 * @param features keeps features
 * @param strategies decide what is trained
 * @param bundles reads and writes models
 * @param networks builds networks from bundles
 * @param tensors reads and writes weights
 * @param weights finds and fetches the weights of backbones
 * @param runtime what computes
 * @param storage where things are kept
 */
record Rooms(
        DatasetSource source,
        ImageReader reader,
        Splitter splitter,
        ImagePreprocessor preprocessor,
        ImagePipeline pipeline,
        ImageSizeReader sizes,
        BackboneCatalog catalog,
        BackboneImporter importer,
        FeatureStore features,
        Strategies strategies,
        BundleStore bundles,
        NetworkLoader networks,
        TensorFormat tensors,
        WeightsLocator weights,
        Dl4jRuntime runtime,
        StorageSettings storage) {
    /** The same, reading and decoding images within other limits. */
    Rooms within(ReadingSettings limits) {
        return new Rooms(
                source,
                reader.within(limits),
                splitter,
                preprocessor.within(limits),
                pipeline,
                sizes.within(limits),
                catalog,
                importer,
                features,
                strategies.within(limits),
                bundles,
                networks,
                tensors,
                weights,
                runtime,
                storage);
    }
}
