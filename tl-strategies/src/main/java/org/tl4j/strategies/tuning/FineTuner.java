package org.tl4j.strategies.tuning;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.tl4j.core.backbone.Backbone;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.features.FeatureSpace;
import org.tl4j.core.network.TrainableNetwork;
import org.tl4j.core.network.Tuning;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.training.FineTuningSettings;
import org.tl4j.core.training.TransferTask;
import org.tl4j.strategies.descent.DecodedExamples;
import org.tl4j.strategies.descent.Examples;
import org.tl4j.strategies.descent.KeptExamples;
import org.tl4j.strategies.descent.RatePlan;
import org.tl4j.strategies.descent.Run;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.frozen.FrozenFit;

/**
 * Prepares training from a frozen network with its head.
 *
 * @param extractor runs the lower part, and has what reads and decodes images
 */
public record FineTuner(FeatureExtractor extractor) {
    /**
     * The run that fine-tunes by {@code settings}; whoever asks for it closes its network.
     *
     * @throws org.tl4j.core.error.UsageException if there is no layer group of the name in {@code settings}
     */
    public Run run(TransferTask task, FrozenFit frozen, FineTuningSettings settings) {
        Examples train =
                DecodedExamples.of(task, frozen.train(), settings.gradient().augmentation(), extractor.decoder());
        Examples validation = DecodedExamples.of(task, frozen.validation(), Augmentation.NONE, extractor.decoder());
        if (settings.unfreezeFrom().isPresent()) {
            // a backbone of its own would hold the weights twice: this one lends its lower part
            try (Backbone lower = task.backbone().below(settings.unfreezeFrom().get())) {
                List<Sample> all = Stream.concat(frozen.train().stream(), frozen.validation().stream())
                        .toList();
                FeatureSpace kept = extractor.keep(lower, all, task.progress());
                int width = lower.spec().boundary().width();
                train = new KeptExamples(frozen.train(), task.labels(), kept, width);
                validation = new KeptExamples(frozen.validation(), task.labels(), kept, width);
            }
        }
        Tuning tuning = new Tuning(
                settings.unfreezeFrom(),
                settings.batchNorm(),
                settings.gradient().optimizer());
        double headFactor = frozen.norms()
                .headFactor(tuning.optimizer().kind(), settings.gradient().peakRate());
        Map<String, String> identity = RunIdentity.of(task, settings);
        TrainableNetwork network = task.backbone().tunable(frozen.fit().head(), tuning);
        return new Run(
                name(settings),
                network,
                task.labels().size(),
                train,
                validation,
                settings.gradient(),
                RatePlan.layered(settings, network.groups().size(), headFactor),
                task.seed(),
                identity,
                task.checkpoints(),
                task.listener(),
                task.progress());
    }

    /**
     * The network of {@code chosen} trained once more, in the same way, on the images of {@code whole}; {@code chosen} is
     * closed. It is given back as it is where {@code whole} was not fitted to the validation images.
     */
    public Trial refit(TransferTask task, FrozenFit whole, Trial chosen, FineTuningSettings settings) {
        if (!whole.refitted()) {
            return chosen;
        }
        // two networks with the state of their optimisers may not fit into memory
        chosen.close();
        Run run = run(task, whole, settings);
        return Trial.again(chosen, run.named(run.piece() + " on all images"));
    }

    /** What a person calls it: {@code fine-tuning} or {@code fine-tuning from layer3}. */
    static String name(FineTuningSettings settings) {
        return FineTuningSettings.NAME
                + settings.unfreezeFrom().map(group -> " from " + group).orElse("");
    }
}
