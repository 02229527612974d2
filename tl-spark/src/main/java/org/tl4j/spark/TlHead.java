package org.tl4j.spark;

import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.error.UsageException;

/**
 * Fits an output layer to features that lie on executors, so that training has no limit but storage. The objective is that of the fit on one
 * machine: softmax regression for single labels, one logistic regression per label for several, with an L2 penalty. The optimum
 * agrees within 1e-6 of the loss; its last digits depend on the order in which partitions are summed.
 */
public final class TlHead extends Estimator<TlHeadModel> implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;
    private static final String SINGLE = "single-label";
    private static final String MULTIPLE = "multi-label";

    private final String uid;
    private final HeadColumns columns;
    private final Param<String> labelCol;
    private final Param<String> labelMode;
    private final DoubleParam l2;
    private final BooleanParam balanced;
    private final IntParam maximumIterations;
    private final DoubleParam tolerance;

    /** With the defaults. */
    public TlHead() {
        this(Identifiable.randomUID("tlHead"));
    }

    /** The same with an identifier, as MLlib copies and loads stages. */
    public TlHead(String uid) {
        this.uid = uid;
        this.columns = new HeadColumns(this);
        this.labelCol =
                new Param<>(this, "labelCol", "column with the index of the label, or with one value per label");
        this.labelMode = new Param<>(this, "labelMode", "single-label or multi-label");
        this.l2 = new DoubleParam(this, "l2", "L2 strength, relative to the mean variance of the features");
        this.balanced = new BooleanParam(this, "balanced", "whether each class counts the same");
        this.maximumIterations = new IntParam(this, "maximumIterations", "of the optimiser");
        this.tolerance = new DoubleParam(this, "tolerance", "the largest component of the gradient at the minimum");
        columns.setDefaults(this);
        setDefault(labelCol, "label");
        setDefault(labelMode, SINGLE);
        setDefault(l2, 1e-3);
        setDefault(balanced, false);
        setDefault(maximumIterations, 1000);
        setDefault(tolerance, 1e-5);
    }

    /** A stage that was saved. */
    public static TlHead load(String path) {
        return read().load(path);
    }

    /** Reads stages that were saved. */
    public static MLReader<TlHead> read() {
        return new DefaultParamsReader<>();
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The column with the features, a vector or an array of numbers; by default {@code features}. Rows with null are left out. */
    public Param<String> featuresCol() {
        return columns.features();
    }

    /** The column that the model adds for the index of the label; by default {@code prediction}. */
    public Param<String> predictionCol() {
        return columns.prediction();
    }

    /** The column that the model adds for the probabilities; by default {@code probability}. */
    public Param<String> probabilityCol() {
        return columns.probability();
    }

    /**
     * The column with the labels, by default {@code label}: of single labels an index from 0, of several a vector or an array with 1, 0,
     * or NaN for unknown.
     */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** {@code single-label}, the default, or {@code multi-label}. */
    public Param<String> labelMode() {
        return labelMode;
    }

    /** The L2 strength, at least 0, by default 1e-3; it is not chosen here. {@code CrossValidator} of MLlib can choose it. */
    public DoubleParam l2() {
        return l2;
    }

    /** Whether each class counts the same, however many rows it has; by default not. */
    public BooleanParam balanced() {
        return balanced;
    }

    /** The most iterations, at least 1, by default 1000. */
    public IntParam maximumIterations() {
        return maximumIterations;
    }

    /** The fit has converged when no component of the mean gradient is larger; in (0, 1), by default 1e-5. */
    public DoubleParam tolerance() {
        return tolerance;
    }

    /** Sets {@link #featuresCol}. */
    public TlHead setFeaturesCol(String name) {
        set(featuresCol(), name);
        return this;
    }

    /** Sets {@link #predictionCol}. */
    public TlHead setPredictionCol(String name) {
        set(predictionCol(), name);
        return this;
    }

    /** Sets {@link #probabilityCol}. */
    public TlHead setProbabilityCol(String name) {
        set(probabilityCol(), name);
        return this;
    }

    /** Sets {@link #labelCol}. */
    public TlHead setLabelCol(String name) {
        set(labelCol, name);
        return this;
    }

    /** Sets {@link #labelMode}. */
    public TlHead setLabelMode(String mode) {
        set(labelMode, mode);
        return this;
    }

    /** Sets {@link #l2}. */
    public TlHead setL2(double strength) {
        set(l2, strength);
        return this;
    }

    /** Sets {@link #balanced}. */
    public TlHead setBalanced(boolean same) {
        set(balanced, same);
        return this;
    }

    /** Sets {@link #maximumIterations}. */
    public TlHead setMaximumIterations(int most) {
        set(maximumIterations, most);
        return this;
    }

    /** Sets {@link #tolerance}. */
    public TlHead setTolerance(double largest) {
        set(tolerance, largest);
        return this;
    }

    /**
     * Fits the head. Features are kept in the memory of the executors, and on their disks where that does not suffice.
     *
     * @throws UsageException as {@link #transformSchema(StructType)}
     * @throws org.tl4j.core.error.DataException if there are no features, features or labels of several widths, values that are null or
     *     out of range, or fewer than two classes
     */
    @Override
    public TlHeadModel fit(Dataset<?> rows) {
        SparkVersion.requireSupported(rows.sparkSession().version());
        transformSchema(rows.schema());
        LabelMode mode = mode();
        JavaRDD<FeatureBlock> blocks = rows.toDF()
                .select(quoted(featuresCol()), quoted(labelCol))
                .javaRDD()
                .mapPartitions(new HeadRows(mode));
        DistributedFit.Result result = DistributedFit.fit(
                blocks,
                mode,
                new DistributedFit.Settings(
                        (Double) getOrDefault(l2),
                        (Boolean) getOrDefault(balanced),
                        (Integer) getOrDefault(maximumIterations),
                        (Double) getOrDefault(tolerance)));
        TlHeadModel model = new TlHeadModel(uid, HeadParameters.of(result));
        model.setParent(this);
        return copyValues(model, ParamMap.empty());
    }

    /** The column of exactly this name, in which a dot means no field. */
    private Column quoted(Param<String> name) {
        return functions.col("`" + getOrDefault(name).replace("`", "``") + "`");
    }

    private LabelMode mode() {
        String word = getOrDefault(labelMode);
        if (!word.equals(SINGLE) && !word.equals(MULTIPLE)) {
            throw new UsageException("labelMode", "must be " + SINGLE + " or " + MULTIPLE, word, "");
        }
        return word.equals(SINGLE) ? LabelMode.SINGLE_LABEL : LabelMode.MULTI_LABEL;
    }

    /**
     * The columns of the model's result.
     *
     * @throws UsageException if a column is missing, of another type or exists already, or a parameter is out of range
     */
    @Override
    public StructType transformSchema(StructType schema) {
        LabelMode mode = mode();
        double strength = (Double) getOrDefault(l2);
        if (!(strength >= 0 && Double.isFinite(strength))) {
            throw new UsageException("l2", "must be a number of at least 0", "" + strength, "");
        }
        int iterations = (Integer) getOrDefault(maximumIterations);
        if (iterations < 1) {
            throw new UsageException("maximumIterations", "must be at least 1", "" + iterations, "");
        }
        double gradient = (Double) getOrDefault(tolerance);
        if (!(gradient > 0 && gradient < 1)) {
            throw new UsageException("tolerance", "must be in (0, 1)", "" + gradient, "");
        }
        switch (mode) {
            case SINGLE_LABEL -> Columns.requireNumber(schema, getOrDefault(labelCol));
            case MULTI_LABEL -> Columns.requireNumbers(schema, getOrDefault(labelCol));
        }
        return columns.extended(this, schema);
    }

    @Override
    public TlHead copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
