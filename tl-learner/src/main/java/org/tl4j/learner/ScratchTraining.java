package org.tl4j.learner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.dataset.Split;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.TrainingImages;

/** Trains a network of fresh weights on all images but the test part, and looks at that part at the end. */
record ScratchTraining(Rooms rooms, ProvenanceNote note) {
    /** What the manifest says of the strategy. */
    static final String STRATEGY = "from-scratch";

    private static final int CHECKED_AT_ONCE = 64;

    ScratchReport run(ScratchRequest request) {
        BackboneEntry entry = rooms.catalog().entry(request.backbone());
        Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
        Split split = rooms.splitter().split(dataset, new SplitSettings(0, request.seed()));
        List<Sample> samples = new ArrayList<>(split.train());
        samples.addAll(split.validation());
        List<SkippedImage> skipped = new ArrayList<>(dataset.skipped());
        skipped.addAll(removeUndecodable(samples, entry.preprocessing(), request));
        TrainingImages images = rooms.strategies()
                .trainingImages(
                        samples,
                        split.labels(),
                        entry.preprocessing(),
                        request.settings().augmentation());
        try (TrainedNetwork network = rooms.networkTrainer()
                .train(
                        entry.architecture(),
                        split.labels().size(),
                        images,
                        request.settings(),
                        request.seed(),
                        request.listener())) {
            Optional<Evaluation> test = test(network, split, entry, request, skipped);
            BundleManifest manifest = new BundleManifest(
                    STRATEGY,
                    split.labels(),
                    entry.preprocessing(),
                    entry.architecture(),
                    Digest.of("fresh weights of seed " + request.seed()),
                    entry.defaultBoundary(),
                    List.of(),
                    network.parameters(),
                    test.map(found -> Map.of("test-accuracy", found.accuracy())).orElse(Map.of()),
                    note.of(dataset, request.seed(), request.settings().byKey()));
            return new ScratchReport(new Bundle(manifest, network.contents()), test, samples.size(), skipped);
        }
    }

    /** Each image is decoded in every epoch; what cannot be is found before the first. */
    private List<SkippedImage> removeUndecodable(
            List<Sample> samples, Preprocessing preprocessing, ScratchRequest request) {
        Map<Sample, String> failures = new LinkedHashMap<>();
        for (int from = 0; from < samples.size(); from += CHECKED_AT_ONCE) {
            List<Sample> some = samples.subList(from, Math.min(samples.size(), from + CHECKED_AT_ONCE));
            failures.putAll(rooms.strategies()
                    .batchDecoder()
                    .decode(some, preprocessing, request.reading().strict())
                    .failures());
            request.progress().at("checking images", from + some.size(), samples.size());
        }
        samples.removeAll(failures.keySet());
        return failures.entrySet().stream()
                .map(failure -> new SkippedImage(failure.getKey().location(), failure.getValue()))
                .toList();
    }

    private Optional<Evaluation> test(
            TrainedNetwork network,
            Split split,
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
