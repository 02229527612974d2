package org.tl4j.strategies;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.training.FromScratchSettings;
import org.tl4j.core.training.TransferResult;
import org.tl4j.core.training.TransferStrategy;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.ReadableImages;
import org.tl4j.strategies.extraction.TrainingClasses;
import org.tl4j.strategies.training.DecodedExamples;
import org.tl4j.strategies.training.Examples;
import org.tl4j.strategies.training.FreshTraining;
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
        ReadableImages readable = ReadableImages.of(
                decoder,
                Stream.concat(task.train().stream(), task.validation().stream()).toList(),
                input,
                task.context().strict(),
                task.context().progress());
        List<Sample> train = readable.of(task.train());
        List<Sample> validation = readable.of(task.validation());
        TrainingClasses.requireAll(task.labels(), train);
        FineTuning.requireValidation(validation);
        Examples trainExamples =
                DecodedExamples.of(task, train, settings.gradient().augmentation(), decoder);
        Examples validationExamples = DecodedExamples.of(task, validation, Augmentation.NONE, decoder);
        Map<String, String> identity = RunIdentity.of(task, settings);
        TrainableNetwork network = task.requireTrainable()
                .untrained(
                        task.labels(),
                        task.context().seed(),
                        settings.gradient().optimizer());
        TrainingRun run = FreshTraining.run(
                settings.name(),
                network,
                task.labels().size(),
                trainExamples,
                validationExamples,
                settings.gradient(),
                identity,
                decoder.workers(),
                task.context());
        try (Candidate candidate = Candidate.of(run)) {
            return new TransferResult(
                    settings.name(),
                    candidate.network().network(),
                    candidate.outcome().score(),
                    Optional.of(candidate.outcome().heldOut()),
                    false,
                    train.size(),
                    readable.skipped(),
                    Duration.ZERO,
                    Duration.ofNanos(System.nanoTime() - started),
                    settings.byKey(),
                    List.of());
        }
    }
}
