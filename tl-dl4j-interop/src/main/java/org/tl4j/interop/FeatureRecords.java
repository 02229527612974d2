package org.tl4j.interop;

import static org.tl4j.core.error.Arguments.required;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.datavec.api.records.reader.RecordReader;
import org.datavec.api.writable.IntWritable;
import org.datavec.api.writable.NDArrayWritable;
import org.datavec.api.writable.Writable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelSet;
import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.UsageException;
import org.tl4j.learner.FeatureReport;

/**
 * Features of images as a pipeline of DataVec or Deeplearning4j takes them, in the order of {@link FeatureReport#samples}. They
 * are copied once into native memory.
 *
 * <pre>{@code
 * try (TransferLearner learner = TransferLearner.create()) {
 *     FeatureReport report = learner.features(FeatureRequest.of(Path.of("photos")));
 *     DataSetIterator batches = FeatureRecords.iterator(report, FeatureRecords.labels(report), 32);
 *     System.out.println(batches.inputColumns() + " features, " + batches.getLabels());
 * }
 * }</pre>
 */
public final class FeatureRecords {
    private FeatureRecords() {}

    /** The classes that occur among the images, in the order that training gives them. */
    public static LabelSet labels(FeatureReport report) {
        return LabelSet.sorted(
                required(report, "report").samples().stream().map(Sample::label).toList());
    }

    /**
     * A record for each image, as DataVec's reader of images has them: an array of shape [1, width], then the index of the class.
     * The reader can be reset, and its labels are the names of the classes.
     *
     * @param labels the classes, in the order of their indices
     * @throws org.tl4j.core.error.DataException if an image has another class
     */
    public static RecordReader reader(FeatureReport report, LabelSet labels) {
        INDArray features = features(required(report, "report").features());
        List<List<Writable>> records = new ArrayList<>();
        for (Sample sample : report.samples()) {
            int index = required(labels, "labels").indexOf(sample.label());
            records.add(List.of(new NDArrayWritable(features.getRow(records.size(), true)), new IntWritable(index)));
        }
        return new LabelledRecords(records, labels.names());
    }

    /**
     * Batches of features [batch, width] with their classes [batch, classes], of which one is 1; the last batch may be smaller.
     *
     * @param labels the classes, in the order of their indices
     * @param batch at least 1
     * @throws org.tl4j.core.error.DataException if an image has another class
     * @throws UsageException if the size of a batch is below 1, or there is no image
     */
    public static DataSetIterator iterator(FeatureReport report, LabelSet labels, int batch) {
        INDArray features = features(required(report, "report").features());
        INDArray classes =
                Nd4j.zeros(report.samples().size(), required(labels, "labels").size());
        for (int row = 0; row < report.samples().size(); row++) {
            classes.putScalar(row, labels.indexOf(report.samples().get(row).label()), 1);
        }
        return Batches.of(new DataSet(features, classes), labels, batch);
    }

    private static INDArray features(FeatureBatch batch) {
        Runtimes.started();
        if (batch.rows() == 0) {
            throw new UsageException("features", "must be of at least one image", "none", "");
        }
        FloatBuffer source = batch.values().duplicate().rewind();
        INDArray target = Nd4j.createUninitialized(batch.rows(), batch.width());
        target.data().asNioFloat().put(source);
        return target;
    }
}
