package org.tl4j.strategies.frozen;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tl4j.core.backbone.SelectedRows;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.training.Decision.HeadsCompared;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadKind;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.RunContext;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.Decided;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.strategies.training.ValidationPredictions;

/**
 * Where a class has 1 to 4 training images, compares the means of classes with logistic regression by leave-one-out, and takes
 * the means where they get more images right by more than the standard error of the difference, which is the square root of
 * the number of images that only one of the two gets right (McNemar 1947). In the comparison all classes weigh the same,
 * or an image that is left out would count against its class. With one image of each class nothing can be measured, and the
 * means are taken, which have no strength to be chosen and were as good on flowers and garments.
 */
final class FewImages {
    /** The most training images of the smallest class. */
    static final int MOST = 4;

    /** Training images beyond which the comparison would take long, and few images of one class change little. */
    private static final int MOST_IMAGES = 2000;

    /** Values of weights times images that all fits together may have: about ten seconds. */
    private static final double BUDGET = 2e8;

    private static final int FEWEST_FOLDS = 10;

    private final HeadTrainer trainer;

    FewImages(HeadTrainer trainer) {
        this.trainer = trainer;
    }

    /** The head that was chosen, and why. */
    record Choice(HeadFit fit, HeadsCompared decision) {}

    /** The better head; empty where classes have enough images, images have several labels, or class means say nothing. */
    Optional<Choice> choose(
            HeadFit regression,
            LabelledFeatures train,
            LabelledFeatures validation,
            HeadSettings settings,
            RunContext context) {
        if (train.targets().mode() != LabelMode.SINGLE_LABEL || train.rows() > MOST_IMAGES) {
            return Optional.empty();
        }
        int smallest = Arrays.stream(train.targets().counts()).min().orElse(0);
        if (smallest < 1 || smallest > MOST) {
            return Optional.empty();
        }
        Prototypes prototypes = Prototypes.of(train.features(), train.labels(), train.classes());
        Optional<double[][]> directions = prototypes.distinctDirections();
        Optional<LeaveOneOut> left = directions.flatMap(present -> LeaveOneOut.of(prototypes, train));
        if (left.isEmpty()) {
            return Optional.empty();
        }
        return compare(left.get(), smallest, regression, train, settings, context)
                .map(decision -> {
                    context.listener().on(new Decided(decision));
                    if (decision.head() == HeadKind.LOGISTIC_REGRESSION) {
                        return new Choice(regression, decision);
                    }
                    double sharpness = left.get().sharpness();
                    HeadFit made = new HeadFit(
                            prototypes.head(directions.orElseThrow(), sharpness),
                            regression.l2Strength(),
                            regression.score(),
                            regression.heldOut(),
                            0,
                            true);
                    return new Choice(measured(made, left.get(), sharpness, train, validation), decision);
                });
    }

    private Optional<HeadsCompared> compare(
            LeaveOneOut left,
            int smallest,
            HeadFit regression,
            LabelledFeatures train,
            HeadSettings settings,
            RunContext context) {
        int images = left.rows().length;
        if (images == 0) {
            return Optional.of(new HeadsCompared(HeadKind.PROTOTYPE, smallest, 0, 0, 0));
        }
        HeadSettings balanced = new HeadSettings(
                List.of(regression.l2Strength()),
                folds(train),
                true,
                settings.maximumIterations(),
                settings.tolerance(),
                false);
        LabelledFeatures none = new LabelledFeatures(
                new SelectedRows(train.features(), new int[0]), train.targets().select(new int[0]));
        return trainer.fit(train, none, balanced, context.seed(), TrainingListener.NONE)
                .heldOut()
                .map(predicted -> {
                    boolean[] regressionRight = right(predicted, left);
                    boolean[] prototypeRight = left.right();
                    int gained = 0;
                    int lost = 0;
                    for (int i = 0; i < images; i++) {
                        gained += prototypeRight[i] && !regressionRight[i] ? 1 : 0;
                        lost += regressionRight[i] && !prototypeRight[i] ? 1 : 0;
                    }
                    return new HeadsCompared(
                            gained - lost > Math.sqrt(gained + lost)
                                    ? HeadKind.PROTOTYPE
                                    : HeadKind.LOGISTIC_REGRESSION,
                            smallest,
                            images,
                            share(prototypeRight),
                            share(regressionRight));
                });
    }

    private static double share(boolean[] right) {
        return (double) LeaveOneOut.count(right) / right.length;
    }

    private static int folds(LabelledFeatures train) {
        double size = (double) train.rows() * train.classes() * train.features().width();
        return (int) Math.max(2, Math.min(train.rows(), Math.max(FEWEST_FOLDS, BUDGET / size)));
    }

    /** Which of the images that both can predict are right. */
    private static boolean[] right(HeldOutPredictions predicted, LeaveOneOut left) {
        ValidationPredictions all = ValidationPredictions.of(predicted.targets());
        boolean[] right = new boolean[left.rows().length];
        for (int i = 0; i < right.length; i++) {
            all.put(left.rows()[i], predicted.probabilities()[left.rows()[i]]);
            right[i] = all.right()[left.rows()[i]];
        }
        return right;
    }

    /** With the score on validation images, or without any by leave-one-out. */
    private static HeadFit measured(
            HeadFit fit, LeaveOneOut left, double sharpness, LabelledFeatures train, LabelledFeatures validation) {
        if (validation.rows() > 0) {
            ValidationPredictions outcome = LinearOutcome.of(fit.head(), validation);
            return new HeadFit(
                    fit.head(), fit.l2Strength(), outcome.score(), Optional.of(outcome.heldOut()), 0, fit.converged());
        }
        if (left.rows().length < train.rows()) {
            return fit;
        }
        Score score = new Score(share(left.right()), left.logLoss(sharpness), train.rows(), true);
        return new HeadFit(
                fit.head(), fit.l2Strength(), score, Optional.of(left.predictions(sharpness, train)), 0, true);
    }

    /** Class means of more images, as sharp as leave-one-out on these makes them. */
    static HeadFit refit(HeadFit chosen, LabelledFeatures images) {
        Prototypes prototypes = Prototypes.of(images.features(), images.labels(), images.classes());
        return prototypes
                .distinctDirections()
                .flatMap(directions -> LeaveOneOut.of(prototypes, images)
                        .map(left -> new HeadFit(
                                prototypes.head(directions, left.sharpness()),
                                chosen.l2Strength(),
                                chosen.score(),
                                chosen.heldOut(),
                                0,
                                true)))
                .orElse(chosen);
    }
}
