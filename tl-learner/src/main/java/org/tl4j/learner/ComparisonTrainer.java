package org.tl4j.learner;

import java.util.Optional;
import org.tl4j.core.comparison.ComparedChoice;
import org.tl4j.core.comparison.ComparisonCell;
import org.tl4j.core.comparison.ComparisonRun;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.training.ScoreMetric;

/** Carries out the runs of a comparison. */
interface ComparisonTrainer {
    /** Decides during the first epochs of a training whether it goes on. */
    @FunctionalInterface
    interface Pace {
        /** Goes on in any case. */
        Pace ANY = secondsAnEpoch -> true;

        /** Called after the second epoch, with its duration. */
        boolean goesOn(double secondsAnEpoch);
    }

    /** Which figure is measured. */
    ScoreMetric metric();

    /** Whether a choice can be trained by the engine of its network. */
    boolean canTrain(ComparedChoice choice);

    /** How many images a training is fitted to. */
    int trainImages(ComparisonCell cell);

    /** How many epochs a choice has by default; 0 where its strategy has none. */
    int epochs(ComparedChoice choice);

    /** A digest of everything that the result of a choice depends on, beside the numbers of a cell. */
    Digest conditions(ComparedChoice choice);

    /**
     * Trains and measures.
     *
     * @param epochs as many as it has by default, or fewer
     * @param followed whether it is measured during training as well
     * @return empty if {@code pace} ended it
     * @throws org.tl4j.core.error.TrainingException if its loss is not finite or explodes
     * @throws org.tl4j.core.error.DataException if too few of its images can be used
     */
    Optional<ComparisonRun> train(ComparisonCell cell, int epochs, boolean followed, Pace pace);
}
