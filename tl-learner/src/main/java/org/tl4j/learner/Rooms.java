package org.tl4j.learner;

import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.features.FeatureStore;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.storage.StorageSettings;
import org.tl4j.storage.catalog.ImportedBackbones;
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
 * @param resolver finds backbones and their weights
 * @param imported keeps the files of imported networks
 * @param engines compute
 * @param features keeps features
 * @param strategies decide what is trained
 * @param bundles reads and writes models
 * @param tensors reads and writes weights
 * @param storage where things are kept
 */
record Rooms(
        DatasetSource source,
        ImageReader reader,
        Splitter splitter,
        ImagePreprocessor preprocessor,
        ImagePipeline pipeline,
        ImageSizeReader sizes,
        BackboneResolver resolver,
        ImportedBackbones imported,
        Engines engines,
        FeatureStore features,
        Strategies strategies,
        BundleStore bundles,
        TensorFormat tensors,
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
                resolver,
                imported,
                engines,
                features,
                strategies.within(limits),
                bundles,
                tensors,
                storage);
    }
}
