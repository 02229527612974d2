package org.tl4j.learner;

import java.util.List;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.strategies.extraction.ExtractedFeatures;

/** Features of a data set, with nothing trained. */
record Extraction(Rooms rooms) {
    /** The images of a request, and those of them that are looked at. */
    private record Images(Dataset dataset, SubsetSelection choice) {}

    FeatureReport run(FeatureRequest request) {
        BackboneUse.Need<Images> need = new BackboneUse.Need<>(
                request.backbone(),
                () -> {
                    Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
                    return new Images(dataset, SubsetSelection.of(dataset, request.part()));
                },
                images -> images.choice().samples(),
                request.listener(),
                request.progress());
        return BackboneUse.of(rooms).with(need, (images, opened) -> extract(request, images, opened.backbone()));
    }

    private FeatureReport extract(FeatureRequest request, Images images, Backbone backbone) {
        SubsetSelection choice = images.choice();
        ExtractedFeatures features = rooms.strategies()
                .featureExtractor()
                .extract(backbone, choice.samples(), request.reading().strict(), request.progress());
        List<SkippedImage> skipped = Stream.concat(images.dataset().skipped().stream(), features.skipped().stream())
                .toList();
        return new FeatureReport(backbone.spec(), features.samples(), features.features(), choice.part(), skipped);
    }
}
