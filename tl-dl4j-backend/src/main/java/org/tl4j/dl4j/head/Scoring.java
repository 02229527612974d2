package org.tl4j.dl4j.head;

import java.util.Optional;
import java.util.stream.IntStream;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.error.TrainingException;
import org.tl4j.core.evaluation.AveragePrecision;
import org.tl4j.core.training.HeldOutPredictions;
import org.tl4j.core.training.Score;
import org.tl4j.core.training.ScoreMetric;

/** Collects the probabilities that are predicted for held-out samples, and scores them. Not thread-safe. */
final class Scoring {
    private static final double SMALLEST = 1e-15;

    /** 256 MiB of probabilities; with more, only sums are kept of single labels. */
    private static final long MOST_VALUES = 1L << 26;

    private final LabelMatrix targets;
    private final float[][] kept;
    private int images;
    private int right;
    private double loss;
    private long known;

    /**
     * For samples with these labels.
     *
     * @param targets the labels of all samples, whether or not they are added
     */
    Scoring(LabelMatrix targets) {
        this.targets = targets;
        boolean few = (long) targets.rows() * targets.labels() <= MOST_VALUES;
        this.kept = few || targets.mode() == LabelMode.MULTI_LABEL ? new float[targets.rows()][] : new float[0][];
    }

    /**
     * Adds samples.
     *
     * @param probabilities [samples, classes] row-major
     * @param rows the indices of the samples
     */
    Scoring add(double[] probabilities, int[] rows) {
        int classes = targets.labels();
        for (int i = 0; i < rows.length; i++) {
            int from = i * classes;
            if (kept.length > 0) {
                kept[rows[i]] = new float[classes];
                for (int c = 0; c < classes; c++) {
                    kept[rows[i]][c] = (float) probabilities[from + c];
                }
            }
            if (targets.mode() == LabelMode.SINGLE_LABEL) {
                addSingle(probabilities, from, targets.single(rows[i]));
            } else {
                addSeveral(probabilities, from, rows[i]);
            }
        }
        images += rows.length;
        return this;
    }

    private void addSingle(double[] probabilities, int from, int label) {
        int best = 0;
        for (int c = 1; c < targets.labels(); c++) {
            if (probabilities[from + c] > probabilities[from + best]) {
                best = c;
            }
        }
        right += best == label ? 1 : 0;
        loss -= Math.log(Math.max(probabilities[from + label], SMALLEST));
        known++;
    }

    private void addSeveral(double[] probabilities, int from, int row) {
        for (int label = 0; label < targets.labels(); label++) {
            LabelState state = targets.state(row, label);
            if (state != LabelState.UNKNOWN) {
                double probability = probabilities[from + label];
                loss -= Math.log(Math.max(state == LabelState.PRESENT ? probability : 1 - probability, SMALLEST));
                known++;
            }
        }
    }

    /**
     * The score of the samples that were added.
     *
     * @throws TrainingException if no label of any of them is known
     */
    Score score(boolean crossValidated) {
        if (targets.mode() == LabelMode.SINGLE_LABEL) {
            return new Score((double) right / images, loss / images, images, crossValidated);
        }
        if (known == 0) {
            throw new TrainingException(
                    "labels of validation images",
                    "must be known for one image and label at least",
                    "none",
                    "state which labels these images have");
        }
        int[] added =
                IntStream.range(0, kept.length).filter(row -> kept[row] != null).toArray();
        return new Score(
                ScoreMetric.MEAN_AVERAGE_PRECISION,
                AveragePrecision.mean(kept, targets, added),
                loss / known,
                images,
                crossValidated);
    }

    /** What was predicted for all samples; empty where some were not added, or there are too many to keep. */
    Optional<HeldOutPredictions> predictions(boolean crossValidated) {
        return images == targets.rows() && kept.length == images
                ? Optional.of(new HeldOutPredictions(kept, targets, crossValidated))
                : Optional.empty();
    }
}
