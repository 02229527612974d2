package org.tl4j.learner;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.engine.RecordedHead;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.learner.SuggestionReport.Suggestion;
import org.tl4j.predict.FeaturePredictions;
import org.tl4j.predict.ImageSuggestions;
import org.tl4j.predict.Predictors;
import org.tl4j.predict.SuggestionModel;
import org.tl4j.predict.SuggestionResult;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.extraction.StoredFeatures;

/**
 * Suggests images by a bundle, without those that it records. Where its network is a frozen backbone that is on this machine,
 * features are stored as those of training are, so that the next call, and training on what was labelled, compute new images
 * only.
 */
final class BundleSuggestion implements LabelSuggestion {
    private static final Annotation UNLABELLED = Annotation.ofAll(List.of());

    private final BundleStore bundles;
    private final BackboneResolver resolver;
    private final Strategies strategies;
    private final ImageSuggestions suggestions;

    BundleSuggestion(BundleStore bundles, BackboneResolver resolver, Strategies strategies, Predictors predictors) {
        this.bundles = bundles;
        this.resolver = resolver;
        this.strategies = strategies;
        this.suggestions = new ImageSuggestions(predictors);
    }

    @Override
    public SuggestionReport suggest(SuggestionRequest request) {
        Bundle bundle = bundles.read(request.bundle());
        Set<Digest> recorded = bundle.record().stream()
                .flatMap(record -> record.images().stream())
                .map(RecordedImage::digest)
                .collect(Collectors.toSet());
        List<Path> unknown = new ArrayList<>();
        List<Sample> readable = new ArrayList<>();
        for (Path image : request.images()) {
            Optional<Sample> sample = sample(image);
            if (sample.filter(known -> recorded.contains(known.digest())).isEmpty()) {
                unknown.add(image);
                sample.ifPresent(readable::add);
            }
        }
        SuggestionResult result = suggestions.suggest(model(request, bundle, readable), unknown, request.count());
        return new SuggestionReport(
                result.images().stream()
                        .map(image -> new Suggestion(image.image(), image.prediction(), image.uncertainty()))
                        .toList(),
                result.considered(),
                request.images().size() - unknown.size(),
                result.failures());
    }

    /** Empty where the file cannot be read, which is reported with its kind by what decodes images. */
    private static Optional<Sample> sample(Path image) {
        try {
            return Optional.of(
                    new Sample(ImageLocation.file(image), UNLABELLED, Digest.ofFile(image), Optional.empty()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private SuggestionModel model(SuggestionRequest request, Bundle bundle, List<Sample> images) {
        SuggestionModel network = suggestions.network(request.bundle());
        Optional<LinearHead> head = bundle.manifest().strategy().equals(FeatureExtractionSettings.NAME)
                ? RecordedHead.of(bundle.network(), bundle.manifest().labels().mode())
                : Optional.empty();
        if (head.isEmpty()) {
            return network;
        }
        Optional<Backbone> opened = RecordedBackbone.open(resolver, bundle.manifest());
        if (opened.isEmpty()) {
            return network;
        }
        try (Backbone backbone = opened.get()) {
            StoredFeatures stored = strategies.featureExtractor().store(backbone, images, false, request.progress());
            return new StoredSuggestionModel(new FeaturePredictions(bundle, head.get()), stored, network);
        }
    }
}
