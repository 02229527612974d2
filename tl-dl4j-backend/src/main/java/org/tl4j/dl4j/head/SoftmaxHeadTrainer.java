package org.tl4j.dl4j.head;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.TrainingEvent.CandidateScored;
import org.tl4j.core.training.TrainingListener;

/**
 * Walks the candidate strengths from the strongest to the weakest, each fit starting where the last one ended. The walk
 * stops early when the validation loss has risen twice in a row: along this path it only rises further.
 */
public final class SoftmaxHeadTrainer implements HeadTrainer {
    private static final int PATIENCE = 2;

    @Override
    public HeadFit fit(
            LabelledFeatures train,
            LabelledFeatures validation,
            HeadSettings settings,
            long seed,
            TrainingListener listener) {
        boolean crossValidated = validation.labels().length == 0;
        List<Folds.Fold> folds = crossValidated
                ? Folds.of(train, settings.folds(), seed)
                : List.of(new Folds.Fold(train, validation));
        Choice choice = choose(folds, crossValidated, settings, listener);
        try (Fit fit = new Fit(train, settings)) {
            // the same walk down to the chosen strength, so that a fold of one ends where it was scored
            for (double strength : strongestFirst(settings)) {
                fit.solve(strength);
                if (strength == choice.strength()) {
                    break;
                }
            }
            return new HeadFit(fit.head(), choice.strength(), choice.score(), fit.iterations());
        }
    }

    private record Choice(double strength, Score score) {}

    private static Choice choose(
            List<Folds.Fold> folds, boolean crossValidated, HeadSettings settings, TrainingListener listener) {
        List<Fit> fits = new ArrayList<>();
        try {
            folds.forEach(fold -> fits.add(new Fit(fold.train(), settings)));
            Choice best = null;
            int worse = 0;
            for (double strength : strongestFirst(settings)) {
                Scoring scoring = new Scoring();
                for (int i = 0; i < fits.size(); i++) {
                    fits.get(i).solve(strength);
                    scoring.add(fits.get(i).probabilities(folds.get(i).held()), folds.get(i).held().labels());
                }
                Score score = scoring.score(crossValidated);
                listener.on(new CandidateScored(strength, score));
                if (best == null || score.logLoss() < best.score().logLoss()) {
                    best = new Choice(strength, score);
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
