package org.tl4j.interop;

import static org.tl4j.core.error.Arguments.required;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.DoubleWritable;
import org.datavec.api.writable.Text;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.ScoredLabel;

/**
 * Predictions as a pipeline of DataVec or Deeplearning4j takes them, in the order in which they are given.
 *
 * <pre>{@code
 * List<Path> images = List.of(Path.of("a.jpg"), Path.of("b.jpg"));
 * try (TransferLearner learner = TransferLearner.create();
 *         Predictor predictor = learner.predictor(Path.of("insects.tlz"))) {
 *     List<Prediction> predictions = images.stream().map(predictor::predict).toList();
 *     RecordReader records = PredictionRecords.reader(images, predictions, predictor.manifest().labels());
 * }
 * }</pre>
 */
public final class PredictionRecords {
    private PredictionRecords() {}

    /**
     * A record for each image: its path and its most probable class as text, then the probability of each class in the order of
     * {@code labels}. The reader can be reset, and its labels are the names of the classes.
     *
     * @param labels of the bundle
     * @throws UsageException if there are not as many predictions as images, or they are of other classes
     */
    public static RecordReader reader(List<Path> images, List<Prediction> predictions, LabelSet labels) {
        required(labels, "labels");
        if (required(images, "images").size()
                != required(predictions, "predictions").size()) {
            throw new UsageException(
                    "predictions",
                    "must be as many as the images, " + images.size(),
                    Integer.toString(predictions.size()),
                    "");
        }
        List<List<Writable>> records = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            List<Writable> row = new ArrayList<>();
            row.add(new Text(images.get(i).toString()));
            row.add(new Text(predictions.get(i).best().label()));
            for (double probability : probabilities(predictions.get(i), labels)) {
                row.add(new DoubleWritable(probability));
            }
            records.add(row);
        }
        return new LabelledRecords(records, labels.names());
    }

    /**
     * Batches whose features are the probabilities [batch, classes] in the order of {@code labels}, and so are their labels: to
     * stack another model on this one, or to teach one by it. The last batch may be smaller.
     *
     * @param labels of the bundle
     * @param batch at least 1
     * @throws UsageException if the size of a batch is below 1, there is no prediction, or one is of other classes
     */
    public static DataSetIterator iterator(List<Prediction> predictions, LabelSet labels, int batch) {
        required(labels, "labels");
        if (required(predictions, "predictions").isEmpty()) {
            throw new UsageException("predictions", "must be at least one", "none", "");
        }
        Runtimes.started();
        float[][] rows = new float[predictions.size()][labels.size()];
        for (int i = 0; i < rows.length; i++) {
            double[] probabilities = probabilities(predictions.get(i), labels);
            for (int j = 0; j < probabilities.length; j++) {
                rows[i][j] = (float) probabilities[j];
            }
        }
        INDArray array = Nd4j.create(rows);
        return Batches.of(new DataSet(array, array.dup()), labels, batch);
    }

    private static double[] probabilities(Prediction prediction, LabelSet labels) {
        Map<String, Double> byLabel =
                prediction.ranking().stream().collect(Collectors.toMap(ScoredLabel::label, ScoredLabel::probability));
        if (!byLabel.keySet().equals(Set.copyOf(labels.names()))) {
            throw new UsageException(
                    "prediction", "must be of the classes " + labels.names(), byLabel.keySet() + "", "");
        }
        return labels.names().stream().mapToDouble(byLabel::get).toArray();
    }
}
