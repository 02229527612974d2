package org.tl4j.learner;

import java.util.ArrayList;
import java.util.List;
import org.tl4j.core.bundle.Bundle;
import org.tl4j.core.dataset.Dataset;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.DataException;
import org.tl4j.core.evaluation.EvaluatedLabels;
import org.tl4j.core.evaluation.EvaluationListener;
import org.tl4j.core.evaluation.EvaluationResult;
import org.tl4j.core.evaluation.Evaluator;
import org.tl4j.core.evaluation.MultiLabelEvaluator;

/** Adds up what a network says of images whose labels are known. Not thread-safe. */
interface Scores extends NetworkScorer.Taker {
    /** The figures. */
    EvaluationResult result();

    /**
     * Those that suit a bundle.
     *
     * @throws DataException if its network gives one label, and the images have several
     */
    static Scores of(Bundle bundle, Dataset dataset, EvaluationListener listener) {
        LabelSet labels = bundle.manifest().labels();
        if (labels.isMultiLabel()) {
            return new Several(labels, bundle.calibration().thresholdsOf(labels.size()), listener);
        }
        if (dataset.labels().isMultiLabel()) {
            throw new DataException(
                    "the data set",
                    "must have one label per image, as the model has",
                    "images with several labels",
                    "train a model for several labels on such data, or set label-mode to single-label");
        }
        return new Single(labels, new Evaluator(labels, listener));
    }

    /** One label per image. */
    final class Single implements Scores {
        private final LabelSet labels;
        private final Evaluator evaluator;

        private Single(LabelSet labels, Evaluator evaluator) {
            this.labels = labels;
            this.evaluator = evaluator;
        }

        @Override
        public void take(Sample sample, float[] probabilities) {
            evaluator.add(sample.location(), labels.indexOf(sample.label()), probabilities);
        }

        @Override
        public EvaluationResult result() {
            return evaluator.result();
        }
    }

    /** Several labels per image; all probabilities are kept until the end. */
    final class Several implements Scores {
        private final LabelSet labels;
        private final List<Double> thresholds;
        private final EvaluationListener listener;
        private final List<Sample> samples = new ArrayList<>();
        private final List<float[]> rows = new ArrayList<>();

        private Several(LabelSet labels, List<Double> thresholds, EvaluationListener listener) {
            this.labels = labels;
            this.thresholds = thresholds;
            this.listener = listener;
        }

        @Override
        public void take(Sample sample, float[] probabilities) {
            samples.add(sample);
            rows.add(probabilities);
            listener.on(new EvaluatedLabels(sample.location(), sample.annotation(), probabilities));
        }

        @Override
        public EvaluationResult result() {
            return MultiLabelEvaluator.of(
                    labels, rows.toArray(float[][]::new), LabelMatrix.of(samples, labels), thresholds);
        }
    }
}
