package org.tl4j.learner;

import org.tl4j.core.preprocessing.ThumbnailReader;

/** What a learner does, one class per use case; {@link LearnerWiring} makes them. */
final class UseCases {
    final ModelTraining training;
    final ModelEvaluation evaluation;
    final FeatureComputation features;
    final FromScratchTraining scratch;
    final BackboneImport imports;
    final ModelExport exports;
    final ModelConversion conversions;
    final MachineBenchmark benchmark;
    final ModelGrowth growth;
    final ModelDiff diffs;
    final LabelSuggestion suggestions;
    final DatasetInspection inspections;
    final StrategyComparison comparisons;
    final ThumbnailReader thumbnails;

    UseCases(
            ModelTraining training,
            ModelEvaluation evaluation,
            FeatureComputation features,
            FromScratchTraining scratch,
            BackboneImport imports,
            ModelExport exports,
            ModelConversion conversions,
            MachineBenchmark benchmark,
            ModelGrowth growth,
            ModelDiff diffs,
            LabelSuggestion suggestions,
            DatasetInspection inspections,
            StrategyComparison comparisons,
            ThumbnailReader thumbnails) {
        this.training = training;
        this.evaluation = evaluation;
        this.features = features;
        this.scratch = scratch;
        this.imports = imports;
        this.exports = exports;
        this.conversions = conversions;
        this.benchmark = benchmark;
        this.growth = growth;
        this.diffs = diffs;
        this.suggestions = suggestions;
        this.inspections = inspections;
        this.comparisons = comparisons;
        this.thumbnails = thumbnails;
    }
}
