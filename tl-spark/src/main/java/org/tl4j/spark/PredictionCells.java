package org.tl4j.spark;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.Vectors;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.PredictionResult;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * The columns of {@link TlClassifier}: index, probabilities, label, accepted labels, familiarity.
 *
 * @param bundle to be opened
 * @param batchSize images computed together
 */
record PredictionCells(BundleReference bundle, int batchSize) implements RowComputation {
    private static final long serialVersionUID = 1L;

    @Override
    public ForTask start() {
        Predictor predictor = ExecutorNetworks.predictor(bundle, batchSize).network();
        LabelIndex labels = new LabelIndex(predictor.manifest().labels());
        return images -> predictor.predictEach(images).stream()
                .map(result -> cells(result, labels))
                .toList();
    }

    private static Cells cells(PredictionResult result, LabelIndex labels) {
        if (result instanceof PredictionResult.Failed failed) {
            return Cells.failed(failed.failure());
        }
        Prediction prediction = result.orThrow();
        List<Object> values = new ArrayList<>();
        values.add((double) labels.of(prediction.best().label()));
        values.add(Vectors.dense(labels.probabilities(prediction)));
        values.add(prediction.best().label());
        values.add(accepted(prediction));
        values.add(prediction.familiarity().map(Familiarity::value).orElse(null));
        return Cells.of(values);
    }

    /** The labels that reach their threshold, as Spark takes an array. */
    static String[] accepted(Prediction prediction) {
        return prediction.accepted().stream().map(ScoredLabel::label).toArray(String[]::new);
    }
}
