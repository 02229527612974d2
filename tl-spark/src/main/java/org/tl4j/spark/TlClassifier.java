package org.tl4j.spark;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;

/**
 * Predicts the labels of images by a bundle. New columns, all nullable:
 *
 * <table>
 * <caption>Columns</caption>
 * <tr><th>by default</th><th>type</th><th>content</th></tr>
 * <tr><td>{@code prediction}</td><td>double</td><td>index of the most probable label</td></tr>
 * <tr><td>{@code probability}</td><td>vector</td><td>probability of each label, in the order of the bundle</td></tr>
 * <tr><td>{@code predictedLabel}</td><td>string</td><td>the most probable label</td></tr>
 * <tr><td>{@code acceptedLabels}</td><td>array of string</td><td>the labels that reach their threshold</td></tr>
 * <tr><td>{@code familiarity}</td><td>double</td><td>from 0 to 1; null where the bundle cannot say</td></tr>
 * <tr><td>{@code tl_error}</td><td>string</td><td>why the image could not be used, else null</td></tr>
 * </table>
 *
 * The values do not depend on partitions, on the order of rows, or on the number of executors.
 */
public final class TlClassifier extends BundleTransformer {
    private static final long serialVersionUID = 1L;

    private final Param<String> predictionCol;
    private final Param<String> probabilityCol;
    private final Param<String> predictedLabelCol;
    private final Param<String> acceptedLabelsCol;
    private final Param<String> familiarityCol;

    /** A classifier without a bundle. */
    public TlClassifier() {
        this(Identifiable.randomUID("tlClassifier"));
    }

    /** The same with an identifier, as MLlib copies and loads stages. */
    public TlClassifier(String uid) {
        super(uid);
        this.predictionCol = new Param<>(this, "predictionCol", "column for the index of the most probable label");
        this.probabilityCol = new Param<>(this, "probabilityCol", "column for the probabilities of all labels");
        this.predictedLabelCol = new Param<>(this, "predictedLabelCol", "column for the most probable label");
        this.acceptedLabelsCol =
                new Param<>(this, "acceptedLabelsCol", "column for the labels that reach their threshold");
        this.familiarityCol = new Param<>(this, "familiarityCol", "column for the familiarity of the image");
        setDefault(predictionCol, "prediction");
        setDefault(probabilityCol, "probability");
        setDefault(predictedLabelCol, "predictedLabel");
        setDefault(acceptedLabelsCol, "acceptedLabels");
        setDefault(familiarityCol, "familiarity");
    }

    /** A classifier that was saved. */
    public static TlClassifier load(String path) {
        return read().load(path);
    }

    /** Reads classifiers that were saved. */
    public static MLReader<TlClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Sets the column of the index; null is not allowed, here and below. */
    public TlClassifier setPredictionCol(String name) {
        set(predictionCol, name);
        return this;
    }

    /** Sets the column of the probabilities. */
    public TlClassifier setProbabilityCol(String name) {
        set(probabilityCol, name);
        return this;
    }

    /** Sets the column of the most probable label. */
    public TlClassifier setPredictedLabelCol(String name) {
        set(predictedLabelCol, name);
        return this;
    }

    /** Sets the column of the labels that reach their threshold. */
    public TlClassifier setAcceptedLabelsCol(String name) {
        set(acceptedLabelsCol, name);
        return this;
    }

    /** Sets the column of the familiarity. */
    public TlClassifier setFamiliarityCol(String name) {
        set(familiarityCol, name);
        return this;
    }

    /** Sets {@link #bundle}. */
    public TlClassifier setBundle(String file) {
        set(bundle(), file);
        return this;
    }

    /** Sets {@link #sharedBundle}. */
    public TlClassifier setSharedBundle(boolean shared) {
        set(sharedBundle(), shared);
        return this;
    }

    /** Sets {@link #inputCol}. */
    public TlClassifier setInputCol(String name) {
        set(inputCol(), name);
        return this;
    }

    /** Sets {@link #inputKind}. */
    public TlClassifier setInputKind(String kind) {
        set(inputKind(), kind);
        return this;
    }

    /** Sets {@link #errorCol}. */
    public TlClassifier setErrorCol(String name) {
        set(errorCol(), name);
        return this;
    }

    /** Sets {@link #batchSize}. */
    public TlClassifier setBatchSize(int images) {
        set(batchSize(), images);
        return this;
    }

    /** Sets {@link #failOnError}. */
    public TlClassifier setFailOnError(boolean fail) {
        set(failOnError(), fail);
        return this;
    }

    /** The column of the index of the most probable label. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** The column of the probabilities. */
    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    /** The column of the most probable label. */
    public Param<String> predictedLabelCol() {
        return predictedLabelCol;
    }

    /** The column of the labels that reach their threshold. */
    public Param<String> acceptedLabelsCol() {
        return acceptedLabelsCol;
    }

    /** The column of the familiarity. */
    public Param<String> familiarityCol() {
        return familiarityCol;
    }

    @Override
    List<StructField> addedColumns() {
        return List.of(
                DataTypes.createStructField(text(predictionCol), DataTypes.DoubleType, true),
                DataTypes.createStructField(text(probabilityCol), SQLDataTypes.VectorType(), true),
                DataTypes.createStructField(text(predictedLabelCol), DataTypes.StringType, true),
                DataTypes.createStructField(
                        text(acceptedLabelsCol), DataTypes.createArrayType(DataTypes.StringType, false), true),
                DataTypes.createStructField(text(familiarityCol), DataTypes.DoubleType, true));
    }

    @Override
    RowComputation computation(BundleReference reference, int batch) {
        return new PredictionCells(reference, batch);
    }

    @Override
    public TlClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
