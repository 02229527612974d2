package org.tl4j.strategies;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.TrainingClasses;
import org.tl4j.strategies.training.DecodedExamples;
import org.tl4j.strategies.training.Examples;
import org.tl4j.strategies.training.LayerwiseLearningRates;
import org.tl4j.strategies.training.TrainingRun;
import org.tl4j.strategies.tuning.Candidate;
import org.tl4j.strategies.tuning.RunIdentity;

/** Trains the same graph from random initial weights, to measure the benefit of pretraining. */
final class FromScratch implements TransferStrategy {
    private final BatchDecoder decoder;
    private final FromScratchSettings settings;

    FromScratch(BatchDecoder decoder, FromScratchSettings settings) {
        this.decoder = decoder;
        this.settings = settings;
    }

    @Override
    public TransferResult train(TransferTask task) {
        task.requireTrainable();
        FineTuning.requireValidation(task.validation());
        long started = System.nanoTime();
        Preprocessing input = task.backbone().spec().preprocessing();
        Map<Sample, String> unreadable = decoder.unreadable(
                Stream.concat(task.train().stream(), task.validation().stream()).toList(),
                input,
                task.context().strict(),
                task.context().progress());
        List<Sample> train = readable(task.train(), unreadable);
        List<Sample> validation = readable(task.validation(), unreadable);
        TrainingClasses.requireAll(task.labels(), train);
        FineTuning.requireValidation(validation);
        Examples trainExamples =
                DecodedExamples.of(task, train, settings.gradient().augmentation(), decoder);
        Examples validationExamples = DecodedExamples.of(task, validation, Augmentation.NONE, decoder);
        Map<String, String> identity = RunIdentity.of(task, settings);
        TrainableNetwork network = task.requireTrainable()
                .untrained(
                        task.labels().size(),
                        task.context().seed(),
                        settings.gradient().optimizer());
        TrainingRun run = new TrainingRun(
                settings.name(),
                network,
                task.labels().size(),
                trainExamples,
                validationExamples,
                settings.gradient(),
                LayerwiseLearningRates.uniform(network.groups().size()),
                identity,
                decoder.workers(),
                task.context());
        try (Candidate trial = Candidate.of(run)) {
            return new TransferResult(
                    settings.name(),
                    trial.network().network(),
                    trial.outcome().score(),
                    false,
                    train.size(),
                    skipped(unreadable),
                    Duration.ZERO,
                    Duration.ofNanos(System.nanoTime() - started),
                    settings.byKey(),
                    List.of());
        }
    }

    private static List<Sample> readable(List<Sample> samples, Map<Sample, String> unreadable) {
        return samples.stream()
                .filter(sample -> !unreadable.containsKey(sample))
                .toList();
    }

    private static List<SkippedImage> skipped(Map<Sample, String> unreadable) {
        List<SkippedImage> skipped = new ArrayList<>();
        unreadable.forEach((sample, reason) -> skipped.add(new SkippedImage(sample.location(), reason)));
        return skipped;
    }
}
