package org.tl4j.learner;

import jakarta.inject.Inject;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.inspection.PixelMeter;
import org.tl4j.core.preprocessing.ImagePipeline;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.ImageSizeReader;

/** What finds, reads and decodes images; {@link LearnerWiring} hands each use case what it needs of it. */
final class ImageParts {
    final DatasetSource source;
    final Splitter splitter;
    final ImageReader reader;
    final ImageSizeReader sizes;
    final ImagePreprocessor preprocessor;
    final ImagePipeline pipeline;
    final PixelMeter pixels;

    @Inject
    ImageParts(
            DatasetSource source,
            Splitter splitter,
            ImageReader reader,
            ImageSizeReader sizes,
            ImagePreprocessor preprocessor,
            ImagePipeline pipeline,
            PixelMeter pixels) {
        this.source = source;
        this.splitter = splitter;
        this.reader = reader;
        this.sizes = sizes;
        this.preprocessor = preprocessor;
        this.pipeline = pipeline;
        this.pixels = pixels;
    }
}
