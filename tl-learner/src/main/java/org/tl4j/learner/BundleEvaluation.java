package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.predict.BundleNetwork;
import org.tl4j.strategies.Strategies;

/** Measures the network of a bundle on the images of a data set. */
final class BundleEvaluation implements ModelEvaluation {
    private final BundleStore bundles;
    private final Engines engines;
    private final DatasetSource source;
    private final Strategies strategies;

    BundleEvaluation(BundleStore bundles, Engines engines, DatasetSource source, Strategies strategies) {
        this.bundles = bundles;
        this.engines = engines;
        this.source = source;
        this.strategies = strategies;
    }

    @Override
    public EvaluationReport evaluate(EvaluationRequest request) {
        Bundle read = bundles.read(request.bundle());
        Bundle bundle = request.coverage()
                .map(coverage -> read.withCalibration(read.calibration().atCoverage(coverage)))
                .orElse(read);
        BundleManifest manifest = bundle.manifest();
        Dataset dataset = source.read(request.data(), asTheModel(request.reading(), manifest), request.progress());
        SubsetSelection choice = SubsetSelection.of(dataset, request.subset());
        boolean seen = choice.subset().equals(Optional.of(Subset.VALIDATION)) && manifest.refitted();
        List<TrainingWarning> warnings = new ArrayList<>(seen ? List.of(RunWarnings.refitted()) : List.of());
        Scores scores = Scores.of(bundle, dataset, request.listener());
        CheckedScores checked = new CheckedScores(scores, bundle, request.listener());
        try (TrainedNetwork network = BundleNetwork.open(engines, bundle)) {
            List<SkippedImage> undecodable = new NetworkScorer(
                            strategies.within(request.reading()).batchDecoder(),
                            network,
                            manifest.preprocessing(),
                            manifest.labels())
                    .score(choice.samples(), request.reading().strict(), checked, request.progress());
            Optional<CalibrationCheck> check = checked.check();
            check.flatMap(RunWarnings::harmfulCalibration).ifPresent(warnings::add);
            return new EvaluationReport(
                    scores.result(),
                    choice.subset(),
                    Stream.concat(dataset.skipped().stream(), undecodable.stream())
                            .toList(),
                    warnings,
                    check);
        }
    }

    /**
     * For a model of several labels, images have several, although no row of a small list may show it; one label is never
     * forced on a list that shows several.
     */
    private static ReadingSettings asTheModel(ReadingSettings asked, BundleManifest manifest) {
        return manifest.labels().isMultiLabel() && asked.labels().equals(LabelReading.AUTOMATIC)
                ? asked.withLabels(new LabelReading(Optional.of(LabelMode.MULTI_LABEL), Optional.empty()))
                : asked;
    }
}
