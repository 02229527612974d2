package org.tl4j.learner;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.backbone.BackboneSpec;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.bundle.BundleStore;
import org.tl4j.core.bundle.TrainingRecord;
import org.tl4j.core.calibration.Calibration;
import org.tl4j.core.dataset.Annotation;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelReading;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.dataset.Subset;
import org.tl4j.core.engine.Engines;
import org.tl4j.core.engine.RecordedHead;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.evaluation.ModelComparer;
import org.tl4j.core.evaluation.ModelComparison;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.FeatureExtractionSettings;
import org.tl4j.core.training.StrategySettings;
import org.tl4j.core.training.TransferTask;
import org.tl4j.predict.BundleNetwork;
import org.tl4j.storage.files.DiskProblem;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.extraction.StoredFeatures;

/** Trains a model again on its own images and more. */
final class Growing implements ModelGrowth {
    private final Training training;
    private final BackboneUse use;
    private final DatasetSource source;
    private final Splitter splitter;
    private final Strategies strategies;
    private final BundleStore bundles;
    private final Engines engines;

    Growing(
            Training training,
            BackboneUse use,
            ImageParts images,
            Strategies strategies,
            BundleStore bundles,
            Engines engines) {
        this.training = training;
        this.use = use;
        this.source = images.source;
        this.splitter = images.splitter;
        this.strategies = strategies;
        this.bundles = bundles;
        this.engines = engines;
    }

    @Override
    public GrowthReport grow(GrowthRequest request) {
        long started = System.nanoTime();
        requireOther(request.model(), request.output());
        Bundle old = bundles.read(request.model());
        TrainingRecord record = old.record()
                .orElseThrow(() -> new BundleException(
                        request.model().toString(),
                        "must have a record of its images, to be trained further",
                        "none, as in bundles of earlier versions",
                        "train a new model on all images"));
        request.changes().requireIn(old.manifest().labels());
        StrategySettings settings = request.strategy().orElseGet(() -> RecordedStrategy.of(old.manifest()));
        CollectedWarnings warnings = new CollectedWarnings(request.listener());
        TrainingRequest asked = trainingRequest(request, old.manifest(), settings);
        BackboneUse.Need<Optional<Dataset>> need = new BackboneUse.Need<>(
                asked.backbone(),
                () -> request.data().map(data -> source.read(data, asked.reading(), request.progress())),
                more -> List.of(),
                warnings,
                request.progress(),
                backbone -> {
                    requireSame(old.manifest(), backbone.spec());
                    if (Training.trains(settings)) {
                        TransferTask.requireTrainable(backbone);
                    }
                });
        return use.within(request.reading())
                .with(need, (more, opened) -> grow(request, asked, old, record, more, opened, warnings, started));
    }

    private GrowthReport grow(
            GrowthRequest request,
            TrainingRequest asked,
            Bundle old,
            TrainingRecord record,
            Optional<Dataset> more,
            BackboneUse.Opened opened,
            CollectedWarnings warnings,
            long started) {
        Strategies limited = strategies.within(request.reading());
        RecordedImages recorded = RecordedImages.of(
                record,
                request.changes(),
                limited.featureExtractor().stored(opened.backbone()),
                oldHead(old, asked.strategy()).isEmpty(),
                source,
                asked.reading(),
                request.progress());
        recorded.requireNothingLost(request.withoutOld());
        Merged merged =
                merge(recorded, more, asked, request.changes().of(old.manifest().labels()));
        Training.Images images = new Training.Images(merged.dataset(), merged.split(), sources(request, record));
        ModelComparison[] compared = new ModelComparison[1];
        TrainingReport report = training.train(
                new Training.Run(asked, limited.of(asked.strategy()), images, opened, warnings, started),
                (network, calibration) -> {
                    compared[0] = compare(
                            request, old, network, calibration, merged.split(), recorded, opened.backbone(), asked);
                    return !(request.refuseWorse() && compared[0].secondIsWorse());
                });
        int lost = recorded.lost().values().stream().mapToInt(Integer::intValue).sum();
        return new GrowthReport(
                report,
                !(request.refuseWorse() && compared[0].secondIsWorse()),
                recorded.samples().size(),
                merged.added(),
                merged.corrected(),
                lost,
                compared[0]);
    }

    /** Where all images are; none where either model shall not say it. */
    private static List<String> sources(GrowthRequest request, TrainingRecord record) {
        if (!request.recordSources() || record.sources().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        record.sources().stream(),
                        request.data().stream()
                                .map(data -> data.toAbsolutePath().normalize().toString()))
                .distinct()
                .toList();
    }

    /** All images with their roles. */
    private record Merged(Dataset dataset, DatasetSplit split, int added, int corrected) {}

    /** New images get their roles as if all images were split together; the old ones keep theirs. */
    private Merged merge(RecordedImages recorded, Optional<Dataset> more, TrainingRequest asked, LabelSet oldLabels) {
        MergedLabels merging = new MergedLabels(oldLabels, more.map(Dataset::labels));
        List<Sample> added = more.map(Dataset::samples).orElse(List.of());
        Map<Digest, List<Sample>> byDigest =
                added.stream().collect(Collectors.groupingBy(Sample::digest, LinkedHashMap::new, Collectors.toList()));
        List<List<Sample>> conflicts = new ArrayList<>();
        int corrected = 0;
        List<Sample> old = new ArrayList<>();
        for (Sample sample : recorded.samples()) {
            List<Sample> again = byDigest.getOrDefault(sample.digest(), List.of());
            boolean contradictory =
                    again.stream().map(Sample::annotation).distinct().count() > 1;
            Annotation annotation = again.isEmpty() || contradictory
                    ? merging.ofOld(sample.annotation())
                    : merging.corrected(sample.annotation(), again.get(0).annotation());
            if (contradictory) {
                conflicts.add(again);
            }
            corrected += again.isEmpty()
                            || annotation.present().equals(sample.annotation().present())
                    ? 0
                    : 1;
            old.add(new Sample(sample.location(), annotation, sample.digest(), sample.subset()));
        }
        Set<Digest> known = old.stream().map(Sample::digest).collect(Collectors.toSet());
        List<Sample> fresh = added.stream()
                .filter(sample -> !known.contains(sample.digest()))
                .map(sample -> new Sample(
                        sample.location(), merging.ofNew(sample.annotation()), sample.digest(), sample.subset()))
                .toList();
        LabelSet labels = merging.labels();
        List<Sample> undecided = new ArrayList<>(fresh);
        old.forEach(sample ->
                undecided.add(new Sample(sample.location(), sample.annotation(), sample.digest(), Optional.empty())));
        DatasetSplit drawn = splitter.split(new Dataset(labels, undecided, List.of()), asked.split());
        conflicts.addAll(drawn.conflicts());
        Set<Digest> freshDigests = fresh.stream().map(Sample::digest).collect(Collectors.toSet());
        DatasetSplit split = new DatasetSplit(
                labels,
                joined(old, drawn.train(), Subset.TRAIN, freshDigests),
                joined(old, drawn.validation(), Subset.VALIDATION, freshDigests),
                joined(old, drawn.test(), Subset.TEST, freshDigests),
                drawn.duplicates(),
                conflicts);
        List<Sample> all = new ArrayList<>(old);
        all.addAll(fresh);
        Dataset dataset = new Dataset(
                labels,
                all,
                more.map(Dataset::skipped).orElse(List.of()),
                more.map(Dataset::remarks).orElse(List.of()));
        return new Merged(dataset, split, fresh.size(), corrected);
    }

    private static List<Sample> joined(List<Sample> old, List<Sample> drawn, Subset subset, Set<Digest> fresh) {
        return Stream.concat(
                        old.stream().filter(sample -> sample.subset().equals(Optional.of(subset))),
                        drawn.stream().filter(sample -> fresh.contains(sample.digest())))
                .toList();
    }

    /** The output layer of the old network, where both networks are this backbone, frozen, and an output layer. */
    private static Optional<LinearHead> oldHead(Bundle old, StrategySettings strategy) {
        return strategy instanceof FeatureExtractionSettings
                        && old.manifest().strategy().equals(FeatureExtractionSettings.NAME)
                ? RecordedHead.of(old.network(), old.manifest().labels().mode())
                : Optional.empty();
    }

    /**
     * Both networks on the validation images, from their stored features where both are one frozen backbone, and else from the
     * files that are there. If the old network was fitted to validation images as well, on the new ones alone.
     */
    private ModelComparison compare(
            GrowthRequest request,
            Bundle old,
            TrainedNetwork network,
            Calibration calibration,
            DatasetSplit split,
            RecordedImages recorded,
            Backbone backbone,
            TrainingRequest asked) {
        Set<Digest> oldDigests = new HashSet<>();
        old.record().orElseThrow().images().forEach(image -> oldDigests.add(image.digest()));
        List<Sample> images = split.validation().stream()
                .filter(sample -> !(old.manifest().refitted() && oldDigests.contains(sample.digest())))
                .toList();
        RenamedOutputs renamed = RenamedOutputs.of(old.manifest().labels(), request.changes());
        List<Double> oldThresholds = renamed.thresholds(
                old.calibration().thresholdsOf(old.manifest().labels().size()));
        List<Double> newThresholds = calibration.thresholdsOf(split.labels().size());
        Optional<LinearHead> oldHead = oldHead(old, asked.strategy());
        Optional<LinearHead> newHead =
                RecordedHead.of(network.contents(), split.labels().mode());
        if (oldHead.isPresent() && newHead.isPresent()) {
            ModelComparer comparer = new ModelComparer(renamed.labels(), oldThresholds, split.labels(), newThresholds);
            StoredFeatures stored = strategies
                    .within(request.reading())
                    .featureExtractor()
                    .store(backbone, images, false, request.progress());
            for (int row = 0; row < stored.samples().size(); row++) {
                FloatBuffer features = stored.rows().row(row);
                comparer.add(
                        stored.samples().get(row),
                        renamed.of(oldHead.get().probabilities(features)),
                        newHead.get().probabilities(features));
            }
            return comparer.result();
        }
        List<Sample> withFile = images.stream()
                .filter(sample -> !oldDigests.contains(sample.digest())
                        || recorded.withFile().contains(sample.digest()))
                .toList();
        try (TrainedNetwork first = BundleNetwork.open(engines, old)) {
            return new PairedScorer(
                            strategies.within(request.reading()).batchDecoder(),
                            old.manifest().preprocessing(),
                            request.progress())
                    .compare(
                            withFile,
                            new PairedScorer.Model(
                                    renamed.labels(), oldThresholds, batch -> renamed.rows(first.probabilities(batch))),
                            new PairedScorer.Model(split.labels(), newThresholds, network::probabilities));
        }
    }

    private TrainingRequest trainingRequest(GrowthRequest request, BundleManifest manifest, StrategySettings settings) {
        double fraction = RecordedStrategy.validationFraction(manifest);
        LabelReading labels = request.reading().labels().equals(LabelReading.AUTOMATIC)
                ? new LabelReading(Optional.of(manifest.labels().mode()), Optional.empty())
                : request.reading().labels();
        ReadingSettings reading = request.reading().withLabels(labels);
        return new TrainingRequest(
                request.data().orElse(request.model()),
                request.output(),
                Optional.of(RecordedBackbone.request(manifest)),
                new SplitSettings(fraction, manifest.provenance().seed()),
                reading,
                settings,
                request.checkpoints(),
                request.progress(),
                request.listener(),
                RecordedStrategy.calibration(manifest));
    }

    private static void requireSame(BundleManifest manifest, BackboneSpec spec) {
        if (!Objects.equals(manifest.backboneWeights(), spec.weights())) {
            throw new WeightsException(
                    "weights of " + spec.name(),
                    "must be those that the model was trained from, " + manifest.backboneWeights(),
                    spec.weights().hex(),
                    "bring the same weights, or train a new model on all images");
        }
    }

    private static void requireOther(Path model, Path output) {
        try {
            if (Files.exists(output) && Files.exists(model) && Files.isSameFile(model, output)) {
                throw new UsageException(
                        "output",
                        "must be another file than the model that is trained further",
                        output.toString(),
                        "name another file");
            }
        } catch (IOException e) {
            throw DiskProblem.cannotRead(output, e);
        }
    }
}
