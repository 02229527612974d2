package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.DatasetSplit;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.RunContext;

/** Trains a network of fresh weights on all images but the test part, and looks at that part at the end. */
record ScratchTraining(Rooms rooms, ProvenanceRecorder note) {
    /** What the manifest says of the strategy. */
    static final String STRATEGY = "from-scratch";

    ScratchReport run(ScratchRequest request) {
        ResolvedBackbone resolved = rooms.resolver().resolve(BackboneRequest.of(request.backbone()));
        BackboneEntry entry = resolved.entry();
        Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
        DatasetSplit split = rooms.splitter().split(dataset, new SplitSettings(0, request.seed()));
        List<Sample> samples = new ArrayList<>(split.train());
        samples.addAll(split.validation());
        Map<Sample, String> unreadable = rooms.strategies()
                .batchDecoder()
                .unreadable(samples, entry.preprocessing(), request.reading().strict(), request.progress());
        samples.removeAll(unreadable.keySet());
        List<SkippedImage> skipped = new ArrayList<>(dataset.skipped());
        unreadable.forEach((sample, reason) -> skipped.add(new SkippedImage(sample.location(), reason)));
        try (TrainableNetwork trainable = rooms.resolver()
                .untrained(
                        resolved,
                        split.labels().size(),
                        request.seed(),
                        request.settings().optimizer())) {
            rooms.strategies()
                    .pretrain(
                            trainable,
                            samples,
                            split.labels(),
                            entry.preprocessing(),
                            request.settings(),
                            RunContext.of(request.seed()).withListener(request.listener()));
            return report(request, resolved, dataset, split, samples, skipped, trainable);
        }
    }

    private ScratchReport report(
            ScratchRequest request,
            ResolvedBackbone resolved,
            Dataset dataset,
            DatasetSplit split,
            List<Sample> samples,
            List<SkippedImage> skipped,
            TrainableNetwork trainable) {
        BackboneEntry entry = resolved.entry();
        try (TrainedNetwork network = trainable.network()) {
            Optional<Evaluation> test = test(network, split, entry, request, skipped);
            BundleManifest manifest = new BundleManifest(
                    STRATEGY,
                    split.labels(),
                    entry.preprocessing(),
                    entry.architecture(),
                    Digest.of("fresh weights of seed " + request.seed()),
                    List.of(entry.defaultBoundary()),
                    Pooling.AVERAGE,
                    List.of(),
                    network.parameters(),
                    test.map(found -> Map.of("test-accuracy", found.accuracy())).orElse(Map.of()),
                    false,
                    List.of(),
                    note.of(
                            resolved.engine().info(),
                            dataset,
                            request.seed(),
                            request.settings().byKey()));
            return new ScratchReport(new Bundle(manifest, network.contents()), test, samples.size(), skipped);
        }
    }

    private Optional<Evaluation> test(
            TrainedNetwork network,
            DatasetSplit split,
            BackboneEntry entry,
            ScratchRequest request,
            List<SkippedImage> skipped) {
        if (split.test().isEmpty()) {
            return Optional.empty();
        }
        LabelSet labels = split.labels();
        Evaluator evaluator = new Evaluator(labels);
        skipped.addAll(new NetworkScorer(rooms.strategies().batchDecoder(), network, entry.preprocessing(), labels)
                .score(split.test(), request.reading().strict(), evaluator, request.progress()));
        return Optional.of(evaluator.result());
    }
}
