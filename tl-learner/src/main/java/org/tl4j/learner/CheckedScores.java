package org.tl4j.learner;

import java.util.Optional;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.calibration.CalibrationCheck;
import org.tl4j.core.calibration.CalibrationChecker;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.evaluation.EvaluationListener;

/** Adds up scores, and how well the calibration of the bundle holds. Not thread-safe. */
final class CheckedScores implements NetworkScorer.Taker {
    private final Scores scores;
    private final LabelSet labels;
    private final boolean calibrated;
    private final CalibrationChecker checker;
    private final EvaluationListener listener;
    private ImageLocation last;

    CheckedScores(Scores scores, Bundle bundle, EvaluationListener listener) {
        this.scores = scores;
        this.listener = listener;
        this.labels = bundle.manifest().labels();
        this.calibrated = !bundle.calibration().isEmpty();
        this.checker = new CalibrationChecker(bundle.calibration());
    }

    @Override
    public void take(Sample sample, float[] probabilities) {
        scores.take(sample, probabilities);
        last = sample.location();
        if (!calibrated) {
            return;
        }
        if (labels.isMultiLabel()) {
            for (int i = 0; i < probabilities.length; i++) {
                LabelState state = sample.annotation().state(labels.name(i));
                if (state != LabelState.UNKNOWN) {
                    checker.addLabel(probabilities[i], state == LabelState.PRESENT);
                }
            }
        } else {
            checker.addClass(labels.indexOf(sample.label()), probabilities);
        }
    }

    @Override
    public boolean wantsFeatures() {
        return checker.needsFeatures();
    }

    @Override
    public void takeFeatures(float[] features) {
        checker.addFamiliarity(features).ifPresent(familiarity -> listener.onFamiliarity(last, familiarity));
    }

    /** Empty where the bundle has no calibration. */
    Optional<CalibrationCheck> check() {
        return calibrated ? Optional.of(checker.result()) : Optional.empty();
    }
}
