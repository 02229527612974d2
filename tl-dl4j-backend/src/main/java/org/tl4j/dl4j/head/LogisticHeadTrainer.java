package org.tl4j.dl4j.head;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.CandidateScored;
import org.tl4j.core.training.TrainingListener;

/**
 * Fits multinomial logistic regression to images with one label, and a binary one per label to images with several.
 * Tries the candidate L2 strengths from the strongest to the weakest; each fit starts from the previous solution. The
 * search stops early when the validation loss is worse than the best twice in a row. Features may be on disk: memory holds
 * them where they are few, and otherwise some blocks of them.
 */
public final class LogisticHeadTrainer implements HeadTrainer {
    private static final int PATIENCE = 2;

    /**
     * For scaled copies of features, of all folds together: 1 GiB. Larger sets of features are read and scaled at each
     * step of the optimiser, however large they are.
     */
    private static final long MEMORY = 1L << 30;

    @Override
    public HeadFit fit(
            LabelledFeatures train,
            LabelledFeatures validation,
            HeadSettings settings,
            long seed,
            TrainingListener listener) {
        boolean crossValidated = validation.rows() == 0;
        List<Folds.Fold> folds =
                crossValidated ? Folds.of(train, settings.folds(), seed) : List.of(Folds.Fold.whole(train, validation));
        try (Workers workers = workers()) {
            HeadFit best = choose(folds, (crossValidated ? train : validation).targets(), settings, workers, listener);
            return crossValidated ? refit(best, train, settings, workers) : best;
        }
    }

    @Override
    public HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings) {
        try (Workers workers = workers()) {
            return refit(chosen, images, settings, workers);
        }
    }

    private static Workers workers() {
        return Workers.ofProcessors("tl4j-head");
    }

    private static HeadFit refit(HeadFit chosen, LabelledFeatures images, HeadSettings settings, Workers workers) {
        try (Fit fit = new Fit(images, settings, workers, MEMORY)) {
            fit.solve(chosen.l2Strength());
            return fit.result(chosen.l2Strength(), chosen.score(), chosen.heldOut());
        }
    }

    /**
     * Finds the best strength, with the head of the first fold at that strength.
     *
     * @param held the labels of all samples that are held out
     */
    private static HeadFit choose(
            List<Folds.Fold> folds,
            LabelMatrix held,
            HeadSettings settings,
            Workers workers,
            TrainingListener listener) {
        boolean crossValidated = folds.get(0).isFold();
        List<Fit> fits = new ArrayList<>();
        try {
            folds.forEach(fold -> fits.add(new Fit(fold.train(), settings, workers, MEMORY / folds.size())));
            HeadFit best = null;
            int worse = 0;
            for (double strength : strongestFirst(settings)) {
                Scoring scoring = new Scoring(held);
                for (int i = 0; i < fits.size(); i++) {
                    fits.get(i).solve(strength);
                    fits.get(i).score(folds.get(i).held(), folds.get(i).rows(), scoring);
                }
                Score score = scoring.score(crossValidated);
                if (!Double.isFinite(score.logLoss())) {
                    throw new TrainingException(
                            "features of validation images",
                            "must be finite numbers",
                            "" + score.logLoss(),
                            "the weights of the backbone may be damaged");
                }
                listener.on(new CandidateScored(strength, score));
                if (best == null || score.logLoss() < best.score().logLoss()) {
                    best = fits.get(0).result(strength, score, scoring.predictions(crossValidated));
                    worse = 0;
                } else if (++worse == PATIENCE) {
                    break;
                }
            }
            return best;
        } finally {
            fits.forEach(Fit::close);
        }
    }

    private static List<Double> strongestFirst(HeadSettings settings) {
        return settings.l2Strengths().stream()
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }
}
