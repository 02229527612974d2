package org.tl4j.dl4j.head;

import java.util.Optional;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.training.HeadFit;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.Lbfgs;
import org.tl4j.core.training.Score;

/** Training features and the current head; each solve starts from the previous solution. Not thread-safe. */
final class Fit implements AutoCloseable {
    private final LabelledFeatures train;
    private final HeadSettings settings;
    private final Workers workers;
    private final FeatureScaling scaling;
    private final LogisticRegression regression;
    private double[] parameters;
    private int iterations;
    private boolean converged;

    /**
     * Reads the features once, for their scaling.
     *
     * @param workers threads that scale features; the caller closes them
     * @param memory the most bytes that a scaled copy of all features may take; without one they are read at each step
     */
    Fit(LabelledFeatures train, HeadSettings settings, Workers workers, long memory) {
        this.train = train;
        this.settings = settings;
        this.workers = workers;
        this.scaling = FeatureScaling.of(train.features());
        this.regression = new LogisticRegression(train, scaling, workers, settings.classWeights(), memory);
        this.parameters = new double[regression.parameters()];
    }

    void solve(double strength) {
        Lbfgs.Minimum minimum = new Lbfgs(settings.maximumIterations(), settings.tolerance())
                .minimise((point, gradient) -> regression.penalisedLoss(point, strength, gradient), parameters);
        parameters = minimum.point();
        iterations = minimum.iterations();
        converged = minimum.converged();
    }

    /** Adds the predictions for other samples, by their {@code rows}, to {@code scoring}. */
    void score(LabelledFeatures samples, int[] rows, Scoring scoring) {
        try (LogisticRegression others = new LogisticRegression(samples, scaling, workers, false)) {
            others.score(parameters, rows, scoring);
        }
    }

    /** The current head. */
    HeadFit result(double strength, Score score, Optional<HeldOutPredictions> heldOut) {
        return new HeadFit(
                scaling.unscaled(parameters, train.targets()), strength, score, heldOut, iterations, converged);
    }

    @Override
    public void close() {
        regression.close();
    }
}
