package org.tl4j.learner;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Split;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.training.AutoSettings;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.descent.RangeTest;

/** The main path: images to split to features to head to bundle. */
record Training(Rooms rooms, ProvenanceNote note) {
    TrainingReport run(TrainingRequest request) {
        long started = System.nanoTime();
        TransferStrategy strategy = rooms.strategies().of(request.strategy());
        // first, since a wrong name is told at once and a hundred thousand images take a while
        try (Backbone backbone = BackboneChoice.open(rooms, request.backbone(), request.progress())) {
            Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
            Split split = rooms.splitter().split(dataset, request.split());
            TransferResult result = strategy.train(task(request, backbone, split));
            try (TrainedNetwork network = result.network()) {
                BundleManifest manifest = manifest(dataset, split, backbone.spec(), result, request);
                rooms.bundles().write(request.bundle(), new Bundle(manifest, network.contents()));
                return new TrainingReport(
                        request.bundle(),
                        manifest,
                        split,
                        result.trainImages(),
                        skipped(dataset, result),
                        result.validation(),
                        result.refitted(),
                        Duration.ofNanos(System.nanoTime() - started),
                        result.extraction(),
                        result.training());
            }
        }
    }

    RangeReport findLearningRate(TrainingRequest request) {
        FineTuningSettings asked = tuning(request.strategy());
        try (Backbone backbone = BackboneChoice.open(rooms, request.backbone(), request.progress())) {
            FineTuningSettings settings = asked.forBackbone(backbone.spec());
            Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
            Split split = rooms.splitter().split(dataset, request.split());
            RangeTest test = rooms.strategies().rangeTest(task(request, backbone, split), settings);
            return new RangeReport(
                    backbone.spec().name(),
                    test.tried(),
                    test.suggestion(),
                    settings.gradient().peakRate());
        }
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

    private static TransferTask task(TrainingRequest request, Backbone backbone, Split split) {
        return new TransferTask(
                backbone,
                split.labels(),
                split.train(),
                split.validation(),
                request.split().seed(),
                request.reading().strict(),
                request.progress(),
                request.listener(),
                request.checkpoints());
    }

    private static List<SkippedImage> skipped(Dataset dataset, TransferResult result) {
        return Stream.concat(dataset.skipped().stream(), result.skipped().stream())
                .toList();
    }

    private BundleManifest manifest(
            Dataset dataset, Split split, BackboneSpec backbone, TransferResult result, TrainingRequest request) {
        return new BundleManifest(
                result.strategy(),
                split.labels(),
                backbone.preprocessing(),
                backbone.name(),
                backbone.weights(),
                backbone.boundary().vertices(),
                backbone.boundary().pooling(),
                result.network().frozenLayers(),
                result.network().parameters(),
                metrics(result.validation(), result.trainImages()),
                result.reasons(),
                note.of(dataset, request.split().seed(), settings(request, result)));
    }

    private static Map<String, String> settings(TrainingRequest request, TransferResult result) {
        Map<String, String> settings = new TreeMap<>(result.settings());
        settings.put("validation-fraction", Double.toString(request.split().validationFraction()));
        return settings;
    }

    private static Map<String, Double> metrics(Score validation, int trainImages) {
        String prefix = validation.crossValidated() ? "cross-validation-" : "validation-";
        return Map.of(
                prefix + "accuracy",
                validation.accuracy(),
                prefix + "log-loss",
                validation.logLoss(),
                prefix + "images",
                (double) validation.images(),
                "train-images",
                (double) trainImages);
    }
}
