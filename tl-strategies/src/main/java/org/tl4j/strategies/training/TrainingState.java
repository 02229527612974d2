package org.tl4j.strategies.training;

import org.tl4j.core.network.NetworkState;
import org.tl4j.core.training.Score;

/**
 * The state of a run between two batches. Not thread-safe.
 */
final class TrainingState {
    private int epoch = 1;
    private int batch;
    private double lossSum;
    private int seen;
    private int badSteps;
    private int bestEpoch;
    private Score bestScore;
    private NetworkState best;

    /** The state at the start. */
    TrainingState() {}

    /** The state during a run. */
    TrainingState(int epoch, int batch, double lossSum, int seen, int badSteps) {
        this.epoch = epoch;
        this.batch = batch;
        this.lossSum = lossSum;
        this.seen = seen;
        this.badSteps = badSteps;
    }

    /** The current or next epoch, from 1. */
    int epoch() {
        return epoch;
    }

    /** The next batch of this epoch, from 0. */
    int batch() {
        return batch;
    }

    double lossSum() {
        return lossSum;
    }

    int seen() {
        return seen;
    }

    /** How many steps in a row, up to the last one, had a loss that is too large. */
    int badSteps() {
        return badSteps;
    }

    void judged(boolean bad) {
        badSteps = bad ? badSteps + 1 : 0;
    }

    /** The epoch after which validation was best; 0 if none was measured. */
    int bestEpoch() {
        return bestEpoch;
    }

    Score bestScore() {
        return bestScore;
    }

    NetworkState best() {
        return best;
    }

    void tookBatch(double loss, int examples) {
        lossSum += loss * examples;
        seen += examples;
        batch++;
    }

    /** The mean loss of the epoch so far. */
    double meanLoss() {
        return lossSum / Math.max(1, seen);
    }

    /** Whether this result is the best so far. */
    boolean improves(Score score) {
        return bestScore == null || score.betterThan(bestScore);
    }

    void keepBest(int atEpoch, Score score, NetworkState state) {
        bestEpoch = atEpoch;
        bestScore = score;
        best = state;
    }

    void nextEpoch() {
        epoch++;
        batch = 0;
        lossSum = 0;
        seen = 0;
    }
}
