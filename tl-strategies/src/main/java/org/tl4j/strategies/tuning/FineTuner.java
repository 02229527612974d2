package org.tl4j.strategies.tuning;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.network.NetworkState;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.TrainableScope;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.Decision;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.extraction.BatchDecoder;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.LinearProbeFit;
import org.tl4j.strategies.training.CachedFeatureExamples;
import org.tl4j.strategies.training.DecodedExamples;
import org.tl4j.strategies.training.Examples;
import org.tl4j.strategies.training.LayerwiseLearningRates;
import org.tl4j.strategies.training.TrainingRun;

/** Prepares fine-tuning of a frozen network with its head. */
public final class FineTuner {
    private final BatchDecoder decoder;
    private final FeatureExtractor extractor;

    /** Decodes images with {@code decoder}, or computes the frozen part with {@code extractor}. */
    public FineTuner(BatchDecoder decoder, FeatureExtractor extractor) {
        this.decoder = decoder;
        this.extractor = extractor;
    }

    /**
     * The run that fine-tunes with {@code settings}; the caller closes its network.
     *
     * @throws org.tl4j.core.error.UsageException if there is no layer group of the name in {@code settings}
     */
    public TrainingRun run(TransferTask task, LinearProbeFit frozen, FineTuningSettings settings) {
        Examples train =
                DecodedExamples.of(task, frozen.train(), settings.gradient().augmentation(), decoder);
        Examples validation = DecodedExamples.of(task, frozen.validation(), Augmentation.NONE, decoder);
        if (settings.unfreezeFrom().isPresent()) {
            // a separate backbone would hold the weights twice, so the lower part of this one is used
            try (Backbone lower =
                    task.requireTrainable().frozenPrefix(settings.unfreezeFrom().get())) {
                List<Sample> all = Stream.concat(frozen.train().stream(), frozen.validation().stream())
                        .toList();
                FeatureSpace kept = extractor.keep(lower, all, task.context().progress());
                int width = lower.spec().boundary().width();
                train = new CachedFeatureExamples(frozen.train(), task.labels(), kept, width);
                validation = new CachedFeatureExamples(frozen.validation(), task.labels(), kept, width);
            }
        }
        double headLimit = headLimit(frozen, settings);
        Map<String, String> identity = RunIdentity.of(task, settings);
        TrainableNetwork network = tunable(task, frozen, settings);
        return new TrainingRun(
                name(settings),
                network,
                task.labels().size(),
                train,
                validation,
                settings.gradient(),
                LayerwiseLearningRates.layered(settings, network.groups().size(), headLimit),
                identity,
                decoder.workers(),
                task.context());
    }

    /**
     * The same training once more, on the images of {@code whole}, which was fitted to the validation images as well, up to the
     * epoch that was best when there were validation images.
     *
     * @param measured the earlier measurement, since no validation images are left
     * @throws org.tl4j.core.error.TrainingException if the loss is not finite or explodes
     */
    public Candidate refit(TransferTask task, LinearProbeFit whole, FineTuningSettings settings, Candidate measured) {
        TrainingRun run = run(task, whole, settings);
        return Candidate.of(run.named(run.piece() + " on all images"), measured);
    }

    /** Makes the closed network of {@code measured} again, from its parameters {@code state}. */
    public Candidate again(
            TransferTask task,
            LinearProbeFit frozen,
            FineTuningSettings settings,
            Candidate measured,
            NetworkState state) {
        TrainableNetwork network = tunable(task, frozen, settings);
        network.restore(state);
        return new Candidate(network, measured.outcome(), measured.epoch(), measured.epochs(), measured.took());
    }

    private static TrainableNetwork tunable(TransferTask task, LinearProbeFit frozen, FineTuningSettings settings) {
        TrainableScope tuning = new TrainableScope(
                settings.unfreezeFrom(),
                settings.batchNorm(),
                settings.gradient().optimizer());
        return task.requireTrainable().tunable(frozen.fit().head(), tuning);
    }

    /** The decision that the learning rate of the head is lower than the settings say, if it is. */
    public static Optional<Decision> slowHead(LinearProbeFit frozen, FineTuningSettings settings) {
        double limit = headLimit(frozen, settings);
        double asked = settings.gradient().peakRate();
        return limit >= asked
                ? Optional.empty()
                : Optional.of(new Decision.HeadRateLimited(
                        limit, asked, frozen.norms().absolute()));
    }

    private static double headLimit(LinearProbeFit frozen, FineTuningSettings settings) {
        return frozen.norms().headLimit(settings.gradient().optimizer().kind());
    }

    /** Its name in messages: {@code fine-tuning} or {@code fine-tuning from layer3}. */
    static String name(FineTuningSettings settings) {
        return FineTuningSettings.NAME
                + settings.unfreezeFrom().map(group -> " from " + group).orElse("");
    }
}
