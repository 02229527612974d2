package org.tl4j.learner;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.evaluation.ModelComparer;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.predict.BundleNetwork;
import org.tl4j.strategies.Strategies;

/** Compares the networks of two bundles, each with its own preprocessing. */
final class BundleDiff implements ModelDiff {
    private final BundleStore bundles;
    private final Engines engines;
    private final DatasetSource source;
    private final Strategies strategies;

    BundleDiff(BundleStore bundles, Engines engines, DatasetSource source, Strategies strategies) {
        this.bundles = bundles;
        this.engines = engines;
        this.source = source;
        this.strategies = strategies;
    }

    @Override
    public DiffReport diff(DiffRequest request) {
        Bundle first = bundles.read(request.first());
        Bundle second = bundles.read(request.second());
        requireComparable(first.manifest(), second.manifest());
        Dataset dataset = source.read(request.data(), reading(request, first.manifest()), request.progress());
        SubsetSelection choice = SubsetSelection.of(dataset, request.subset());
        List<SkippedImage> skipped = new ArrayList<>(dataset.skipped());
        Map<Sample, float[]> byFirst = new HashMap<>();
        skipped.addAll(score(request, first, choice.samples(), byFirst::put));
        ModelComparer comparer =
                new ModelComparer(labels(first), thresholds(first), labels(second), thresholds(second));
        score(
                request,
                second,
                List.copyOf(readable(choice.samples(), byFirst)),
                (sample, said) -> comparer.add(sample, byFirst.get(sample), said));
        return new DiffReport(comparer.result(), choice.subset(), skipped);
    }

    private static LabelSet labels(Bundle bundle) {
        return bundle.manifest().labels();
    }

    private static List<Double> thresholds(Bundle bundle) {
        return bundle.calibration().thresholdsOf(labels(bundle).size());
    }

    private static List<Sample> readable(List<Sample> samples, Map<Sample, float[]> said) {
        return samples.stream().filter(said::containsKey).toList();
    }

    /** How the data is read, unless that was asked for: as the models are. */
    private static ReadingSettings reading(DiffRequest request, BundleManifest manifest) {
        return request.reading().labels().equals(LabelReading.AUTOMATIC)
                ? request.reading()
                        .withLabels(
                                new LabelReading(Optional.of(manifest.labels().mode()), Optional.empty()))
                : request.reading();
    }

    private static void requireComparable(BundleManifest first, BundleManifest second) {
        if (first.labels().mode() != second.labels().mode()) {
            throw new UsageException(
                    "models",
                    "must both give one label per image, or both several",
                    EnumNames.of(first.labels().mode()) + " and "
                            + EnumNames.of(second.labels().mode()),
                    "compare models of one kind");
        }
    }

    private List<SkippedImage> score(
            DiffRequest request, Bundle bundle, List<Sample> samples, NetworkScorer.Taker taker) {
        try (TrainedNetwork network = BundleNetwork.open(engines, bundle)) {
            return new NetworkScorer(
                            strategies.within(request.reading()).batchDecoder(),
                            network,
                            bundle.manifest().preprocessing(),
                            bundle.manifest().labels())
                    .scoreAny(samples, request.reading().strict(), taker, request.progress());
        }
    }
}
