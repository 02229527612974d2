package org.tl4j.learner;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSelection;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.bundle.RecordedImage;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.core.weights.WeightsOrigin;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.boundary.BoundaryComparison;
import org.tl4j.strategies.calibration.Calibrator;
import org.tl4j.strategies.training.RangeTest;

/** The main path: images to split to features to head to bundle. */
final class Training implements ModelTraining {
    private final BackboneUse use;
    private final DatasetSource source;
    private final Splitter splitter;
    private final Strategies strategies;
    private final BundleStore bundles;
    private final ProvenanceRecorder provenance;

    Training(
            BackboneUse use,
            DatasetSource source,
            Splitter splitter,
            Strategies strategies,
            BundleStore bundles,
            ProvenanceRecorder provenance) {
        this.use = use;
        this.source = source;
        this.splitter = splitter;
        this.strategies = strategies;
        this.bundles = bundles;
        this.provenance = provenance;
    }

    @Override
    public TrainingReport train(TrainingRequest request) {
        long started = System.nanoTime();
        TransferStrategy strategy = strategies.within(request.reading()).of(request.strategy());
        CollectedWarnings warnings = new CollectedWarnings(request.listener());
        return use.within(request.reading())
                .with(
                        need(request, warnings, trains(request.strategy())),
                        (images, opened) -> request.measuredBoundary()
                                ? measured(new Run(request, strategy, images, opened, warnings, started))
                                : train(
                                        new Run(request, strategy, images, opened, warnings, started),
                                        (network, calibration) -> true));
    }

    private TrainingReport measured(Run run) {
        BoundaryComparison comparison =
                strategies.within(run.request().reading()).boundaryComparison();
        return new MeasuredBoundary(comparison, run.request(), run.warnings())
                .with(
                        run.opened(),
                        run.images().split(),
                        (opened, compared) -> train(
                                run.with(
                                        opened,
                                        task -> run.strategy().train(task).after(compared)),
                                (network, calibration) -> true));
    }

    /**
     * A run whose images and backbone are there.
     *
     * @param warnings receives and keeps what should be known of it
     * @param started when it began, by {@link System#nanoTime}
     */
    record Run(
            TrainingRequest request,
            TransferStrategy strategy,
            Images images,
            BackboneUse.Opened opened,
            CollectedWarnings warnings,
            long started) {
        private Run with(BackboneUse.Opened other, TransferStrategy another) {
            return new Run(request, another, images, other, warnings, started);
        }
    }

    /**
     * Trains and writes the bundle.
     *
     * @param accepted whether the network, so calibrated, is good enough to be written
     */
    TrainingReport train(Run run, BiPredicate<TrainedNetwork, Calibration> accepted) {
        TrainingRequest request = run.request();
        BackboneUse.Opened opened = run.opened();
        CollectedWarnings warnings = run.warnings();
        Images images = run.images();
        DatasetSplit split = images.split();
        RunWarnings.of(opened.selection(), images.dataset(), split, request.data())
                .forEach(warnings::warn);
        TransferResult result = run.strategy().train(task(request, opened.backbone(), split, warnings));
        try (TrainedNetwork network = result.network()) {
            BundleManifest manifest = manifest(images.dataset(), split, opened, result, request);
            Calibrating calibrating = new Calibrating(strategies.within(request.reading()), opened.backbone(), request);
            Calibrator.Result calibrated = calibrating.of(split, result);
            calibrated.warnings().forEach(warnings::warn);
            if (accepted.test(network, calibrated.calibration())) {
                bundles.write(
                        request.bundle(),
                        new Bundle(
                                manifest, network.contents(), calibrated.calibration(), Optional.of(images.record())));
            }
            if (result.refitted()) {
                warnings.warn(RunWarnings.refitted());
                if (!calibrated.calibration().isEmpty()) {
                    warnings.warn(RunWarnings.calibratedBeforeRefit());
                }
            }
            return TrainingReport.builder(request.bundle(), manifest)
                    .backbone(opened.selection())
                    .split(split)
                    .trainImages(result.trainImages())
                    .skipped(skipped(images.dataset(), result))
                    .validation(result.validation())
                    .refitted(result.refitted())
                    .total(Duration.ofNanos(System.nanoTime() - run.started()))
                    .features(result.extraction())
                    .training(result.training())
                    .warnings(warnings.all())
                    .decisions(result.decisions())
                    .heldOut(HeldOutImages.of(split, result, calibrating.familiarities(calibrated.calibration())))
                    .calibration(calibrated.calibration())
                    .build();
        }
    }

    /**
     * The images of a request, and which has which role.
     *
     * @param sources where they are; empty where that is not recorded
     */
    record Images(Dataset dataset, DatasetSplit split, List<String> sources) {
        private TrainingRecord record() {
            return new TrainingRecord(
                    sources,
                    Stream.of(Subset.TRAIN, Subset.VALIDATION, Subset.TEST)
                            .flatMap(subset -> split.subset(subset).stream()
                                    .map(sample -> new RecordedImage(sample.digest(), sample.annotation(), subset)))
                            .sorted(Comparator.comparing(RecordedImage::digest))
                            .toList());
        }
    }

    private BackboneUse.Need<Images> need(TrainingRequest request, TrainingListener listener, boolean trains) {
        return new BackboneUse.Need<>(
                request.backbone(),
                () -> {
                    Dataset dataset = source.read(request.data(), request.reading(), request.progress());
                    return new Images(
                            dataset,
                            splitter.split(dataset, request.split()),
                            request.recordSources()
                                    ? List.of(request.data()
                                            .toAbsolutePath()
                                            .normalize()
                                            .toString())
                                    : List.of());
                },
                images -> images.split().train(),
                listener,
                request.progress(),
                backbone -> {
                    if (trains) {
                        TransferTask.requireTrainable(backbone);
                    }
                });
    }

    /** Whether a strategy needs a backbone whose weights can be trained. */
    static boolean trains(StrategySettings strategy) {
        return strategy instanceof FineTuningSettings || strategy instanceof FromScratchSettings;
    }

    @Override
    public RangeReport findLearningRate(TrainingRequest request) {
        FineTuningSettings asked = tuning(request.strategy());
        return use.within(request.reading())
                .with(
                        need(request, request.listener(), true),
                        (images, opened) -> tryRates(request, asked, images, opened));
    }

    private RangeReport tryRates(
            TrainingRequest request, FineTuningSettings asked, Images images, BackboneUse.Opened opened) {
        Backbone backbone = opened.backbone();
        FineTuningSettings settings = asked.forBackbone(backbone.spec());
        RangeTest test = strategies
                .within(request.reading())
                .rangeTest(task(request, backbone, images.split(), request.listener()), settings);
        return new RangeReport(
                backbone.spec().name(),
                test.tried(),
                test.suggestion(),
                settings.gradient().peakRate());
    }

    private static FineTuningSettings tuning(StrategySettings settings) {
        if (settings instanceof FineTuningSettings tuning) {
            return tuning;
        }
        if (settings instanceof AutoSettings auto) {
            return auto.fineTuning();
        }
        throw new UsageException("strategy", "must be fine-tuning or auto", settings.name(), "");
    }

    private static TransferTask task(
            TrainingRequest request, Backbone backbone, DatasetSplit split, TrainingListener listener) {
        return new TransferTask(
                backbone,
                split.labels(),
                split.train(),
                split.validation(),
                request.context().withListener(listener));
    }

    private static List<SkippedImage> skipped(Dataset dataset, TransferResult result) {
        return Stream.concat(dataset.skipped().stream(), result.skipped().stream())
                .toList();
    }

    private BundleManifest manifest(
            Dataset dataset,
            DatasetSplit split,
            BackboneUse.Opened opened,
            TransferResult result,
            TrainingRequest request) {
        BackboneSpec backbone = opened.backbone().spec();
        return BundleManifest.builder(result.strategy())
                .labels(split.labels())
                .preprocessing(backbone.preprocessing())
                .backbone(backbone.name())
                .backboneWeights(backbone.weights())
                .boundaries(backbone.boundary().vertices())
                .pooling(backbone.boundary().pooling())
                .frozenLayers(result.network().frozenLayers())
                .parameters(result.network().parameters())
                .metrics(metrics(result.validation(), result.trainImages()))
                .refitted(result.refitted())
                .reasons(result.reasons())
                .provenance(provenance.of(
                        List.of(opened.engine(), opened.computing()),
                        dataset,
                        request.split().seed(),
                        settings(request, opened, result)))
                .build();
    }

    private static Map<String, String> settings(
            TrainingRequest request, BackboneUse.Opened opened, TransferResult result) {
        Map<String, String> settings = new TreeMap<>(result.settings());
        settings.putAll(request.calibration().byKey());
        BackboneSelection backbone = opened.selection();
        settings.put("feature-engine", opened.computing().name());
        if (backbone.origin() == WeightsOrigin.MEMORY) {
            // no catalogue has an entry that could be asked later
            settings.put("backbone-source", backbone.entry().source());
        }
        if (request.measuredBoundary()) {
            settings.put("boundary", "auto");
        }
        settings.put("validation-fraction", Double.toString(request.split().validationFraction()));
        return settings;
    }

    private static Map<String, Double> metrics(Score validation, int trainImages) {
        String prefix = validation.crossValidated() ? "cross-validation-" : "validation-";
        return Map.of(
                prefix + EnumNames.of(validation.metric()),
                validation.value(),
                prefix + "log-loss",
                validation.logLoss(),
                prefix + "images",
                (double) validation.images(),
                "train-images",
                (double) trainImages);
    }
}
