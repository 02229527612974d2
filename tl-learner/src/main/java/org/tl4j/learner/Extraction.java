package org.tl4j.learner;

import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.predict.PredictorSettings;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.extraction.ExtractedFeatures;

/** Features of a data set or of single images, with nothing trained. */
final class Extraction implements FeatureComputation {
    private final BackboneUse use;
    private final DatasetSource source;
    private final Strategies strategies;
    private final Backbones backbones;
    private final BundlePredictors predictors;

    Extraction(
            BackboneUse use,
            DatasetSource source,
            Strategies strategies,
            Backbones backbones,
            BundlePredictors predictors) {
        this.use = use;
        this.source = source;
        this.strategies = strategies;
        this.backbones = backbones;
        this.predictors = predictors;
    }

    /** The images of a request, and those of them that are looked at. */
    private record Images(Dataset dataset, SubsetSelection choice) {}

    @Override
    public FeatureReport features(FeatureRequest request) {
        BackboneUse.Need<Images> need = new BackboneUse.Need<>(
                request.backbone(),
                () -> {
                    Dataset dataset = source.read(request.data(), request.reading(), request.progress());
                    return new Images(dataset, SubsetSelection.of(dataset, request.subset()));
                },
                images -> images.choice().samples(),
                request.listener(),
                request.progress());
        return use.within(request.reading())
                .with(need, (images, opened) -> extract(request, images, opened.backbone()));
    }

    private FeatureReport extract(FeatureRequest request, Images images, Backbone backbone) {
        SubsetSelection choice = images.choice();
        ExtractedFeatures features = strategies
                .within(request.reading())
                .featureExtractor()
                .extract(backbone, choice.samples(), request.reading().strict(), request.progress());
        List<SkippedImage> skipped = Stream.concat(images.dataset().skipped().stream(), features.skipped().stream())
                .toList();
        return new FeatureReport(backbone.spec(), features.samples(), features.features(), choice.subset(), skipped);
    }

    @Override
    public ImageEmbedder embedder(BackboneRequest request) {
        return predictors.embedder(backbones.open(request), PredictorSettings.DEFAULT);
    }
}
