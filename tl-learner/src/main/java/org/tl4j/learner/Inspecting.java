package org.tl4j.learner;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.error.StrictException;
import org.tl4j.core.inspection.Inspection;
import org.tl4j.core.inspection.PixelMeasures;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.extraction.StoredFeatures;
import org.tl4j.strategies.inspection.DatasetInspector;
import org.tl4j.strategies.inspection.PixelSurvey;

/** Inspects a data set before training, or the images of a run after it. */
final class Inspecting implements DatasetInspection {
    /** Of the folds of cross-validation. */
    private static final long SEED = 1;

    private final BackboneUse use;
    private final DatasetSource source;
    private final Strategies strategies;
    private final PixelSurvey pixels;

    Inspecting(BackboneUse use, DatasetSource source, Strategies strategies, PixelSurvey pixels) {
        this.use = use;
        this.source = source;
        this.strategies = strategies;
        this.pixels = pixels;
    }

    @Override
    public InspectionReport inspect(InspectionRequest request) {
        if (!request.features()) {
            return inspect(request, data(request), Optional.empty(), Optional.empty());
        }
        BackboneUse.Need<InspectedData> need = new BackboneUse.Need<>(
                request.backbone(),
                () -> data(request),
                InspectedData::samples,
                request.listener(),
                request.progress());
        return use.within(request.reading()).with(need, (data, opened) -> {
            StoredFeatures features = features(request, data, opened.backbone());
            return inspect(
                    request, data.without(features.skipped()), Optional.of(features), Optional.of(opened.selection()));
        });
    }

    private InspectedData data(InspectionRequest request) {
        return request.split()
                .map(InspectedData::of)
                .orElseGet(() -> InspectedData.of(source.read(request.data(), request.reading(), request.progress())));
    }

    private StoredFeatures features(InspectionRequest request, InspectedData data, Backbone backbone) {
        return strategies
                .within(request.reading())
                .featureExtractor()
                .store(backbone, compared(request, data), request.reading().strict(), request.progress());
    }

    private static List<Sample> compared(InspectionRequest request, InspectedData data) {
        return data.samples(
                request.split().isPresent() ? InspectionRequest.COMPARED_AFTER_TRAINING : Integer.MAX_VALUE);
    }

    private InspectionReport inspect(
            InspectionRequest request,
            InspectedData data,
            Optional<StoredFeatures> features,
            Optional<BackboneSelection> backbone) {
        PixelSurvey.Result measured =
                pixels.within(request.reading()).measure(data.samples(), request.mostMeasured(), request.progress());
        List<SkippedImage> failed = measured.failures().entrySet().stream()
                .map(failure ->
                        new SkippedImage(data.samples().get(failure.getKey()).location(), failure.getValue()))
                .toList();
        if (request.reading().strict() && !failed.isEmpty()) {
            throw new StrictException(
                    failed.get(0).location().toString(), failed.get(0).reason());
        }
        // with features, every image has been decoded; one that has vanished since then only lacks measures
        InspectedData usable = features.isPresent() ? data : data.without(failed);
        DatasetInspector inspector = strategies.inspector(SEED);
        Inspection inspection = (request.split().isPresent() ? inspector.afterTraining() : inspector)
                .inspect(
                        new DatasetInspector.Material(
                                usable.labels(),
                                usable.images(),
                                usable.copies(),
                                features.map(found -> usable.indices(found.samples()))
                                        .orElse(List.of()),
                                features.map(StoredFeatures::rows),
                                features.isPresent() ? measured.measures() : renumbered(measured)),
                        request.progress());
        return new InspectionReport(inspection, backbone, usable.skipped());
    }

    /** By the index among the images that could be measured or were not tried. */
    private static Map<Integer, PixelMeasures> renumbered(PixelSurvey.Result measured) {
        Map<Integer, PixelMeasures> renumbered = new TreeMap<>();
        measured.measures().forEach((index, measures) -> {
            long before = measured.failures().keySet().stream()
                    .filter(failed -> failed < index)
                    .count();
            renumbered.put(index - (int) before, measures);
        });
        return renumbered;
    }
}
