package org.tl4j.spark;

import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.tl4j.core.error.UsageException;

/**
 * Computes the features of images by the network of a bundle, up to its feature layer. Adds the column {@code features}, a vector or an
 * array of float, and that of the error; both are nullable.
 */
public final class TlFeaturizer extends BundleTransformer {
    private static final long serialVersionUID = 1L;
    private static final String VECTOR = "vector";
    private static final String ARRAY = "array";

    private final Param<String> outputCol;
    private final Param<String> outputType;

    /** A featurizer without a bundle. */
    public TlFeaturizer() {
        this(Identifiable.randomUID("tlFeaturizer"));
    }

    /** The same with an identifier, as MLlib copies and loads stages. */
    public TlFeaturizer(String uid) {
        super(uid);
        this.outputCol = new Param<>(this, "outputCol", "column for the features");
        this.outputType = new Param<>(this, "outputType", "vector, of double, or array, of float and half as large");
        setDefault(outputCol, "features");
        setDefault(outputType, VECTOR);
    }

    /** A featurizer that was saved. */
    public static TlFeaturizer load(String path) {
        return read().load(path);
    }

    /** Reads featurizers that were saved. */
    public static MLReader<TlFeaturizer> read() {
        return new DefaultParamsReader<>();
    }

    /** Sets the column of the features; null is not allowed, here and below. */
    public TlFeaturizer setOutputCol(String name) {
        set(outputCol, name);
        return this;
    }

    /** Sets the type of the features: {@code vector} or {@code array}. */
    public TlFeaturizer setOutputType(String type) {
        set(outputType, type);
        return this;
    }

    /** Sets {@link #bundle}. */
    public TlFeaturizer setBundle(String file) {
        set(bundle(), file);
        return this;
    }

    /** Sets {@link #sharedBundle}. */
    public TlFeaturizer setSharedBundle(boolean shared) {
        set(sharedBundle(), shared);
        return this;
    }

    /** Sets {@link #inputCol}. */
    public TlFeaturizer setInputCol(String name) {
        set(inputCol(), name);
        return this;
    }

    /** Sets {@link #inputKind}. */
    public TlFeaturizer setInputKind(String kind) {
        set(inputKind(), kind);
        return this;
    }

    /** Sets {@link #errorCol}. */
    public TlFeaturizer setErrorCol(String name) {
        set(errorCol(), name);
        return this;
    }

    /** Sets {@link #batchSize}. */
    public TlFeaturizer setBatchSize(int images) {
        set(batchSize(), images);
        return this;
    }

    /** Sets {@link #failOnError}. */
    public TlFeaturizer setFailOnError(boolean fail) {
        set(failOnError(), fail);
        return this;
    }

    /** The column of the features; by default {@code features}. */
    public Param<String> outputCol() {
        return outputCol;
    }

    /** The type of the features: {@code vector}, the default, or {@code array}. */
    public Param<String> outputType() {
        return outputType;
    }

    @Override
    List<StructField> addedColumns() {
        DataType type = isVector() ? SQLDataTypes.VectorType() : DataTypes.createArrayType(DataTypes.FloatType, false);
        return List.of(DataTypes.createStructField(text(outputCol), type, true));
    }

    private boolean isVector() {
        String type = text(outputType);
        if (!type.equals(VECTOR) && !type.equals(ARRAY)) {
            throw new UsageException("outputType", "must be vector or array", type, "");
        }
        return type.equals(VECTOR);
    }

    @Override
    RowComputation computation(BundleReference reference, int batch) {
        return new FeatureCells(reference, batch, isVector());
    }

    @Override
    public TlFeaturizer copy(ParamMap extra) {
        return defaultCopy(extra);
    }
}
