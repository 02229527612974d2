package org.tl4j.spark;

import java.util.List;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.error.UsageException;
import org.tl4j.predict.PredictorSettings;

/**
 * A stage that opens a bundle on the executors and adds columns to rows with images. All other columns, the order of rows inside a
 * partition, and the partitions stay as they are. A row whose image cannot be used has null in the new columns and the reason in the
 * error column. Not thread-safe, as stages of MLlib are not; the data frames that it makes are.
 */
public abstract sealed class BundleTransformer extends Transformer implements DefaultParamsWritable
        permits TlClassifier, TlFeaturizer {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> bundle;
    private final BooleanParam sharedBundle;
    private final Param<String> inputCol;
    private final Param<String> inputKind;
    private final Param<String> errorCol;
    private final IntParam batchSize;
    private final BooleanParam failOnError;

    BundleTransformer(String uid) {
        this.uid = uid;
        this.bundle = new Param<>(this, "bundle", "bundle (.tlz): a path of the driver, or an address Hadoop can read");
        this.sharedBundle = new BooleanParam(this, "sharedBundle", "whether each executor has the bundle at that path");
        this.inputCol = new Param<>(this, "inputCol", "column with the images");
        this.inputKind = new Param<>(this, "inputKind", "what that column holds: content or path");
        this.errorCol = new Param<>(this, "errorCol", "column for the reason why an image could not be used");
        this.batchSize = new IntParam(this, "batchSize", "images computed together, from 1 to 4096");
        this.failOnError = new BooleanParam(this, "failOnError", "whether an unusable image fails the job");
        setDefault(sharedBundle, false);
        setDefault(inputCol, "content");
        setDefault(inputKind, InputKind.CONTENT.word());
        setDefault(errorCol, "tl_error");
        setDefault(batchSize, 32);
        setDefault(failOnError, false);
    }

    @Override
    public final String uid() {
        return uid;
    }

    /** The bundle: a path on the driver, or an address of a file system that Hadoop knows. Required. */
    public final Param<String> bundle() {
        return bundle;
    }

    /** Whether {@link #bundle} is a path that each executor has too; by default Spark distributes the file. */
    public final BooleanParam sharedBundle() {
        return sharedBundle;
    }

    /** The column with the images; by default {@code content}, as of the source {@code binaryFile}. */
    public final Param<String> inputCol() {
        return inputCol;
    }

    /** What that column holds: {@code content}, the default, or {@code path}. */
    public final Param<String> inputKind() {
        return inputKind;
    }

    /** The column for errors; by default {@code tl_error}. */
    public final Param<String> errorCol() {
        return errorCol;
    }

    /**
     * How many images are computed together; by default 32. Stages of one bundle share its network in an executor, and then the size
     * that the first of them asked for holds for all.
     */
    public final IntParam batchSize() {
        return batchSize;
    }

    /** Whether an image that cannot be used fails the job; by default it does not. */
    public final BooleanParam failOnError() {
        return failOnError;
    }

    /** The columns that this stage adds, without that of the error, each nullable. */
    abstract List<StructField> addedColumns();

    /** What is computed of images. */
    abstract RowComputation computation(BundleReference reference, int batch);

    /** A text of the parameters. */
    final String text(Param<String> param) {
        return getOrDefault(param);
    }

    private boolean flag(BooleanParam param) {
        return (Boolean) getOrDefault(param);
    }

    private int batch() {
        int images = (Integer) getOrDefault(batchSize);
        return PredictorSettings.DEFAULT.withBatchSize(images).batchSize();
    }

    /**
     * The columns of the result.
     *
     * @throws UsageException if the input column is not there or of another type, a new column exists already, or a parameter is
     *     missing or out of range
     */
    @Override
    public final StructType transformSchema(StructType schema) {
        if (!isDefined(bundle)) {
            throw new UsageException("bundle", "must be set", "none", "set it to the file of a trained model");
        }
        if (flag(sharedBundle) && BundleShipping.isAddress(text(bundle))) {
            throw new UsageException(
                    "bundle",
                    "must be a path where sharedBundle is set, since each executor opens it as a file",
                    text(bundle),
                    "name it by its path, or do not set sharedBundle");
        }
        batch();
        InputKind kind = InputKind.of(text(inputKind));
        Columns.require(schema, text(inputCol), kind.type());
        StructType extended = schema;
        for (StructField column : addedColumns()) {
            extended = Columns.added(extended, column);
        }
        return Columns.added(extended, DataTypes.createStructField(text(errorCol), DataTypes.StringType, true));
    }

    /**
     * Adds the columns. Reads the bundle on the driver; images are decoded by the action that needs the rows.
     *
     * @throws UsageException as {@link #transformSchema(StructType)}
     * @throws org.tl4j.core.error.BundleException if the bundle cannot be read
     * @throws org.tl4j.core.error.EnvironmentException if this is not a supported version of Spark
     */
    @Override
    public final Dataset<Row> transform(Dataset<?> images) {
        StructType schema = images.schema();
        StructType extended = transformSchema(schema);
        BundleReference reference = BundleShipping.ship(images.sparkSession(), text(bundle), flag(sharedBundle));
        ImageInput input = ImageInput.of(schema, text(inputCol), InputKind.of(text(inputKind)));
        PartitionRows rows = new PartitionRows(
                input, computation(reference, batch()), extended.size() - schema.size(), batch(), flag(failOnError));
        return images.toDF().mapPartitions(rows, Encoders.row(extended));
    }
}
