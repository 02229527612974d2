package org.tl4j.learner;

import java.util.Set;
import java.util.stream.Collectors;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.provenance.Digest;
import org.tl4j.learner.SuggestionReport.Suggestion;
import org.tl4j.predict.ImageSuggestions;
import org.tl4j.predict.Predictors;
import org.tl4j.predict.SuggestionResult;

/** Suggests images by a bundle, without those that it records. */
final class BundleSuggestion implements LabelSuggestion {
    private final BundleStore bundles;
    private final ImageSuggestions suggestions;

    BundleSuggestion(BundleStore bundles, Predictors predictors) {
        this.bundles = bundles;
        this.suggestions = new ImageSuggestions(predictors);
    }

    @Override
    public SuggestionReport suggest(SuggestionRequest request) {
        Set<Digest> known = bundles.read(request.bundle()).record().stream()
                .flatMap(record -> record.images().stream())
                .map(RecordedImage::digest)
                .collect(Collectors.toSet());
        SuggestionResult result = suggestions.suggest(request.bundle(), request.images(), request.count(), known);
        return new SuggestionReport(
                result.images().stream()
                        .map(image -> new Suggestion(image.image(), image.prediction(), image.uncertainty()))
                        .toList(),
                result.considered(),
                result.known(),
                result.failures());
    }
}
