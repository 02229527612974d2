package org.tl4j.learner;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.BoundaryOption;
import org.tl4j.core.backbone.FeatureShape;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TrainableBackbone;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.BoundaryCandidate;
import org.tl4j.core.training.Decision.BoundariesCompared;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.strategies.boundary.BoundaryComparison;
import org.tl4j.strategies.boundary.CandidatePlaces;

/**
 * Chooses the boundary of a training run by measurement, and opens the backbone up to it. The validation images are not used.
 */
final class MeasuredBoundary {
    private final BoundaryComparison comparison;
    private final TrainingRequest request;
    private final TrainingListener listener;

    MeasuredBoundary(BoundaryComparison comparison, TrainingRequest request, TrainingListener listener) {
        this.comparison = comparison;
        this.request = request;
        this.listener = listener;
    }

    /**
     * Does the work with the backbone up to the chosen boundary.
     *
     * @param usual the backbone up to its default boundary, which stays open
     */
    <R> R with(BackboneUse.Opened usual, DatasetSplit split, Work<R> work) {
        CandidatePlaces places = CandidatePlaces.of(
                usual.boundaries(), usual.backbone().spec().boundary(), vertex -> tunable(usual, vertex));
        Function<List<String>, Backbone> opening = vertices -> usual.open(vertices, pooling(usual, places, vertices));
        BoundariesCompared compared = comparison.compare(
                places,
                () -> opening.apply(places.vertices()),
                split.labels(),
                split.train(),
                head(request.strategy()),
                request.context().withListener(listener));
        BoundaryCandidate taken = compared.taken();
        if (compared.chosen() == 0) {
            return work.with(usual, compared);
        }
        try (Backbone other = opening.apply(taken.vertices())) {
            return work.with(usual.with(other), compared);
        }
    }

    /** What is done with the chosen boundary. */
    @FunctionalInterface
    interface Work<R> {
        R with(BackboneUse.Opened opened, BoundariesCompared compared);
    }

    /** None for places without positions, to which no pooling applies. */
    private static Optional<Pooling> pooling(BackboneUse.Opened usual, CandidatePlaces places, List<String> vertices) {
        List<FeatureShape> shapes = usual.boundaries().stream()
                .filter(option -> vertices.contains(option.vertex()))
                .map(BoundaryOption::shape)
                .toList();
        return shapes.stream().allMatch(FeatureVector.class::isInstance)
                ? Optional.empty()
                : Optional.of(places.pooling());
    }

    /** Whether the layers that are to be trained are all behind a place. */
    private boolean tunable(BackboneUse.Opened usual, String vertex) {
        Optional<String> first = unfreezeFrom(request.strategy());
        if (first.isEmpty() || !(usual.backbone() instanceof TrainableBackbone)) {
            return true;
        }
        try (Backbone part = usual.open(List.of(vertex), Optional.empty())) {
            ((TrainableBackbone) part).requireTunableFrom(first.get());
            return true;
        } catch (UsageException e) { // also where the group is unknown, which the strategy reports
            return false;
        }
    }

    private static Optional<String> unfreezeFrom(StrategySettings strategy) {
        if (strategy instanceof AutoSettings auto) {
            return auto.fineTuning().unfreezeFrom();
        }
        return strategy instanceof FineTuningSettings tuning ? tuning.unfreezeFrom() : Optional.empty();
    }

    private static HeadSettings head(StrategySettings strategy) {
        // a switch over the sealed type has to wait for Java 21
        if (strategy instanceof FeatureExtractionSettings extraction) {
            return extraction.head();
        }
        if (strategy instanceof FineTuningSettings tuning) {
            return tuning.head();
        }
        if (strategy instanceof AutoSettings auto) {
            return auto.fineTuning().head();
        }
        throw refused(strategy);
    }

    /**
     * Checks that the boundary of a run can be chosen by measurement.
     *
     * @throws UsageException if the request names one, or the strategy does not begin with pretrained features
     */
    static void require(Optional<BackboneRequest> request, StrategySettings strategy) {
        if (strategy instanceof FromScratchSettings) {
            throw refused(strategy);
        }
        List<String> named = request.map(BackboneRequest::boundaries).orElse(List.of());
        if (!named.isEmpty()) {
            throw new UsageException(
                    "boundary",
                    "must be named or chosen by measurement",
                    String.join(", ", named) + " and a measurement",
                    "leave one of them out");
        }
    }

    private static UsageException refused(StrategySettings strategy) {
        return new UsageException(
                "boundary",
                "can be chosen by measurement only for a strategy that begins with pretrained features",
                strategy.name(),
                "name a boundary, or leave it out");
    }
}
