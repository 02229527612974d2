package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSource;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.dataset.Splitter;
import org.tl4j.core.error.DataException;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.RunContext;
import org.tl4j.strategies.Strategies;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.ReadableImages;

/**
 * Trains a network of fresh weights on all images but the test part, and looks at that part at the end. The bundle
 * has no calibration, as no images but those of the test part are held out, and no record of images: it is a backbone to train
 * others from, not a model to train further.
 */
final class ScratchTraining implements FromScratchTraining {
    private final BackboneResolver resolver;
    private final DatasetSource source;
    private final Splitter splitter;
    private final Strategies strategies;
    private final ProvenanceRecorder provenance;

    ScratchTraining(
            BackboneResolver resolver,
            DatasetSource source,
            Splitter splitter,
            Strategies strategies,
            ProvenanceRecorder provenance) {
        this.resolver = resolver;
        this.source = source;
        this.splitter = splitter;
        this.strategies = strategies;
        this.provenance = provenance;
    }

    /** What it is trained on, and measured on at the end. */
    private record Images(Dataset dataset, DatasetSplit split, ReadableImages train) {}

    @Override
    public ScratchReport trainFromScratch(ScratchRequest request) {
        ResolvedBackbone resolved = resolver.resolve(BackboneRequest.of(request.backbone()));
        resolver.freshNetworks(resolved); // refused before images are read
        Strategies limited = strategies.within(request.reading());
        Preprocessing input = resolved.entry().preprocessing();
        Images images = images(request, input, limited.batchDecoder());
        LabelSet labels = images.split().labels();
        if (labels.isMultiLabel()) {
            throw new DataException(
                    "the data set",
                    "must have one label per image to train a network from random weights alone",
                    "images with several labels",
                    "train with the strategy from-scratch, which allows several, or set label-mode to single-label");
        }
        try (TrainableNetwork trainable = resolver.untrained(
                resolved, labels.size(), request.seed(), request.settings().optimizer())) {
            limited.pretrain(
                    trainable,
                    images.train().samples(),
                    labels,
                    input,
                    request.settings(),
                    RunContext.of(request.seed())
                            .withProgress(request.progress())
                            .withListener(request.listener()));
            return report(request, resolved, images, trainable, limited.batchDecoder());
        }
    }

    private Images images(ScratchRequest request, Preprocessing input, BatchDecoder decoder) {
        Dataset dataset = source.read(request.data(), request.reading(), request.progress());
        DatasetSplit split = splitter.split(dataset, new SplitSettings(0, request.seed()));
        List<Sample> samples = Stream.concat(split.train().stream(), split.validation().stream())
                .toList();
        return new Images(
                dataset,
                split,
                ReadableImages.of(decoder, samples, input, request.reading().strict(), request.progress()));
    }

    private ScratchReport report(
            ScratchRequest request,
            ResolvedBackbone resolved,
            Images images,
            TrainableNetwork trainable,
            BatchDecoder decoder) {
        BackboneEntry entry = resolved.entry();
        List<SkippedImage> skipped = new ArrayList<>(images.dataset().skipped());
        skipped.addAll(images.train().skipped());
        LabelSet labels = images.split().labels();
        try (TrainedNetwork network = trainable.network()) {
            Optional<Evaluation> test = Optional.empty();
            if (!images.split().test().isEmpty()) {
                Evaluator evaluator = new Evaluator(labels);
                skipped.addAll(new NetworkScorer(decoder, network, entry.preprocessing(), labels)
                        .score(
                                images.split().test(),
                                request.reading().strict(),
                                (sample, probabilities) -> evaluator.add(labels.indexOf(sample.label()), probabilities),
                                request.progress()));
                test = Optional.of(evaluator.result());
            }
            BundleManifest manifest = BundleManifest.builder(FromScratchSettings.NAME)
                    .labels(labels)
                    .preprocessing(entry.preprocessing())
                    .backbone(entry.architecture())
                    .backboneWeights(Digest.of("fresh weights of seed " + request.seed()))
                    .boundaries(List.of(entry.defaultBoundary()))
                    .parameters(network.parameters())
                    .metrics(test.map(found -> Map.of("test-accuracy", found.accuracy()))
                            .orElse(Map.of()))
                    .provenance(provenance.of(
                            List.of(resolved.engine().info()),
                            images.dataset(),
                            request.seed(),
                            request.settings().byKey()))
                    .build();
            return new ScratchReport(
                    new Bundle(manifest, network.contents()),
                    test,
                    images.train().samples().size(),
                    skipped);
        }
    }
}
