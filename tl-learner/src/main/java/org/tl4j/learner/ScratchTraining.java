package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.Split;
import org.tl4j.core.dataset.SplitSettings;
import org.tl4j.core.evaluation.Evaluation;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.network.TrainedNetwork;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.GradientSettings;
import org.tl4j.core.training.TrainingImages;

/** Trains a network of fresh weights on all images but the test part, and looks at that part at the end. */
record ScratchTraining(Rooms rooms, ProvenanceNote note) {
    /** What the manifest says of the strategy. */
    static final String STRATEGY = "from-scratch";

    ScratchReport run(ScratchRequest request) {
        BackboneEntry entry = rooms.catalog().entry(request.backbone());
        Dataset dataset = rooms.source().read(request.data(), request.reading(), request.progress());
        Split split = rooms.splitter().split(dataset, new SplitSettings(0, request.seed()));
        List<Sample> samples = new ArrayList<>(split.train());
        samples.addAll(split.validation());
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
            Optional<Evaluation> test = test(network, split, entry, request);
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
                    note.of(dataset, request.seed(), settings(request.settings())));
            return new ScratchReport(new Bundle(manifest, network.contents()), test, samples.size());
        }
    }

    private Optional<Evaluation> test(
            TrainedNetwork network, Split split, BackboneEntry entry, ScratchRequest request) {
        if (split.test().isEmpty()) {
            return Optional.empty();
        }
        LabelSet labels = split.labels();
        Evaluator evaluator = new Evaluator(labels);
        new NetworkScorer(rooms.strategies().batchDecoder(), network, entry.preprocessing(), labels)
                .score(split.test(), request.reading().strict(), evaluator, request.progress());
        return Optional.of(evaluator.result());
    }

    private static Map<String, String> settings(GradientSettings settings) {
        return Map.of(
                "epochs", "" + settings.epochs(),
                "batch-size", "" + settings.batchSize(),
                "learning-rate", "" + settings.learningRate(),
                "warm-up", "" + settings.warmUp(),
                "momentum", "" + settings.momentum(),
                "weight-decay", "" + settings.weightDecay(),
                "horizontal-flip", "" + settings.augmentation().horizontalFlip(),
                "maximum-shift", "" + settings.augmentation().maximumShift());
    }
}
