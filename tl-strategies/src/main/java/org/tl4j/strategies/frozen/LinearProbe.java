package org.tl4j.strategies.frozen;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.TrainingEvent.FeaturesReady;
import org.tl4j.core.training.TrainingEvent.Warned;
import org.tl4j.core.training.TrainingWarning;
import org.tl4j.core.training.TransferTask;
import org.tl4j.core.training.WarningKind;
import org.tl4j.strategies.extraction.FeatureExtractor;
import org.tl4j.strategies.extraction.StoredFeatures;
import org.tl4j.strategies.extraction.TrainingClasses;

/** Fits heads to frozen networks. */
public final class LinearProbe {
    private final FeatureExtractor extractor;
    private final HeadTrainer trainer;

    /** Fits heads with {@code trainer} to features from {@code extractor}. */
    public LinearProbe(FeatureExtractor extractor, HeadTrainer trainer) {
        this.extractor = extractor;
        this.trainer = trainer;
    }

    /**
     * Fits a head for the classes of {@code task}.
     *
     * @throws org.tl4j.core.error.DataException if a class has no training image that can be decoded
     */
    public LinearProbeFit fit(TransferTask task, HeadSettings settings) {
        long started = System.nanoTime();
        List<Sample> all =
                Stream.concat(task.train().stream(), task.validation().stream()).toList();
        StoredFeatures features = extractor.store(
                task.backbone(), all, task.context().strict(), task.context().progress());
        long extracted = System.nanoTime();
        task.context().listener().on(new FeaturesReady(features.computed(), features.reused()));
        int trainImages = (int) features.samples().stream()
                .filter(new HashSet<>(task.train())::contains)
                .count();
        int images = features.samples().size();
        LabelledFeatures train = features.labelled(0, trainImages, task.labels());
        LabelledFeatures validation = features.labelled(trainImages, images, task.labels());
        TrainingClasses.requireAll(task.labels(), features.samples().subList(0, trainImages));
        HeadFit fit = trainer.fit(
                train,
                validation,
                settings,
                task.context().seed(),
                task.context().listener());
        warn(task, fit);
        Optional<FewImages.Choice> few =
                new FewImages(trainer).choose(fit, train, validation, settings, task.context());
        HeadFit chosen = few.map(FewImages.Choice::fit).orElse(fit);
        return new LinearProbeFit(
                features.samples().subList(0, trainImages),
                features.samples().subList(trainImages, images),
                features.skipped(),
                chosen,
                few.map(FewImages.Choice::decision),
                FeatureNorms.of(train.features()),
                false,
                images == trainImages ? Optional.empty() : Optional.of(LinearOutcome.of(chosen.head(), validation)),
                Duration.ofNanos(extracted - started),
                Duration.ofNanos(System.nanoTime() - extracted));
    }

    /** The same head fitted to training and validation images together, if the settings ask for it. */
    public LinearProbeFit refit(TransferTask task, LinearProbeFit chosen, HeadSettings settings) {
        if (!settings.refit() || chosen.validation().isEmpty()) {
            return chosen;
        }
        long started = System.nanoTime();
        List<Sample> all = Stream.concat(chosen.train().stream(), chosen.validation().stream())
                .toList();
        StoredFeatures features = extractor.store(
                task.backbone(), all, task.context().strict(), task.context().progress());
        LabelledFeatures images = features.labelled(0, features.samples().size(), task.labels());
        HeadFit fit = chosen.isPrototype()
                ? FewImages.refit(chosen.fit(), images)
                : trainer.refit(chosen.fit(), images, settings);
        warn(task, fit);
        return new LinearProbeFit(
                features.samples(),
                List.of(),
                chosen.skipped(),
                fit,
                chosen.heads(),
                FeatureNorms.of(features.rows()),
                true,
                Optional.empty(),
                chosen.extraction(),
                chosen.fitting().plusNanos(System.nanoTime() - started));
    }

    private static void warn(TransferTask task, HeadFit fit) {
        if (!fit.converged()) {
            task.context()
                    .listener()
                    .on(new Warned(new TrainingWarning(
                            WarningKind.NOT_CONVERGED,
                            "the fit of the output layer",
                            "ended at its limit of " + fit.iterations() + " iterations, before it converged",
                            "raise maximum-iterations")));
        }
    }
}
