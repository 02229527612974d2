package org.tl4j.spark;

import java.io.Serializable;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.network.LinearHead;

/** A fitted head, as executors receive it and files keep it. No record, which the Kryo of Spark cannot serialise. Immutable. */
final class HeadParameters implements Serializable {
    private static final long serialVersionUID = 1L;

    /** The schema of {@link #row}. */
    static final StructType SCHEMA = new StructType()
            .add("inputs", DataTypes.IntegerType)
            .add("weights", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("biases", DataTypes.createArrayType(DataTypes.FloatType, false))
            .add("multiLabel", DataTypes.BooleanType)
            .add("loss", DataTypes.DoubleType)
            .add("iterations", DataTypes.IntegerType)
            .add("converged", DataTypes.BooleanType);

    private final int inputs;
    /** [inputs, labels] row-major. */
    private final float[] weights;

    private final float[] biases;
    private final boolean multiLabel;
    private final double loss;
    private final int iterations;
    private final boolean converged;

    /**
     * @param inputs width of the features
     * @param weights [inputs, labels] row-major
     * @param biases one per label
     * @param multiLabel whether each label has a probability of its own
     * @param loss penalised mean loss at the minimum
     * @param iterations of the optimiser
     * @param converged whether it reached the minimum
     */
    private HeadParameters(
            int inputs,
            float[] weights,
            float[] biases,
            boolean multiLabel,
            double loss,
            int iterations,
            boolean converged) {
        this.inputs = inputs;
        this.weights = weights;
        this.biases = biases;
        this.multiLabel = multiLabel;
        this.loss = loss;
        this.iterations = iterations;
        this.converged = converged;
    }

    /** From a fit. */
    static HeadParameters of(DistributedFit.Result result) {
        LinearHead head = result.head();
        return new HeadParameters(
                head.inputs(),
                head.weights(),
                head.biases(),
                head.mode() == LabelMode.MULTI_LABEL,
                result.loss(),
                result.iterations(),
                result.converged());
    }

    /** From a row of {@link #SCHEMA}. */
    static HeadParameters of(Row row) {
        return new HeadParameters(
                row.getInt(0),
                HeadRows.features(row.get(1)),
                HeadRows.features(row.get(2)),
                row.getBoolean(3),
                row.getDouble(4),
                row.getInt(5),
                row.getBoolean(6));
    }

    /** A row of {@link #SCHEMA}. */
    Row row() {
        return RowFactory.create(inputs, weights, biases, multiLabel, loss, iterations, converged);
    }

    /** Penalised mean loss at the minimum. */
    double loss() {
        return loss;
    }

    /** Of the optimiser. */
    int iterations() {
        return iterations;
    }

    /** Whether the optimiser reached the minimum. */
    boolean converged() {
        return converged;
    }

    /** The layer, for raw features. */
    LinearHead head() {
        return new LinearHead(
                inputs, biases.length, weights, biases, multiLabel ? LabelMode.MULTI_LABEL : LabelMode.SINGLE_LABEL);
    }

    /** The probabilities of the labels. */
    double[] probabilities(float[] features) {
        Widths.requireEqualFeatures(inputs, features.length);
        float[] probabilities = head().probabilities(FloatBuffer.wrap(features));
        double[] doubles = new double[probabilities.length];
        Arrays.setAll(doubles, i -> probabilities[i]);
        return doubles;
    }
}
