package org.tl4j.spark;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.network.LinearHead;

/**
 * A head that {@link TlHead} fitted: adds the index of the most probable label and the probabilities to rows with features, null where
 * there are none.
 */
public final class TlHeadModel extends Model<TlHeadModel> implements MLWritable {
    private static final long serialVersionUID = 1L;
    private static final String DATA = "/head";

    private final String uid;
    private final HeadColumns columns;
    private HeadParameters parameters;

    /** Without a head, as MLlib loads stages. */
    public TlHeadModel(String uid) {
        this(uid, null);
    }

    TlHeadModel(String uid, HeadParameters parameters) {
        this.uid = uid;
        this.parameters = parameters;
        this.columns = new HeadColumns(this);
        columns.setDefaults(this);
    }

    /** A model that was saved. */
    public static TlHeadModel load(String path) {
        return read().load(path);
    }

    /** Reads models that were saved. */
    public static MLReader<TlHeadModel> read() {
        return new Reader();
    }

    @Override
    public MLWriter write() {
        return new Writer(this);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** The column with the features. */
    public Param<String> featuresCol() {
        return columns.features();
    }

    /** The column for the index of the label. */
    public Param<String> predictionCol() {
        return columns.prediction();
    }

    /** The column for the probabilities. */
    public Param<String> probabilityCol() {
        return columns.probability();
    }

    /** Sets {@link #featuresCol}. */
    public TlHeadModel setFeaturesCol(String name) {
        set(featuresCol(), name);
        return this;
    }

    /** Sets {@link #predictionCol}. */
    public TlHeadModel setPredictionCol(String name) {
        set(predictionCol(), name);
        return this;
    }

    /** Sets {@link #probabilityCol}. */
    public TlHeadModel setProbabilityCol(String name) {
        set(probabilityCol(), name);
        return this;
    }

    /** The layer, for raw features. */
    public LinearHead head() {
        return parameters.head();
    }

    /** The penalised mean loss at the minimum. */
    public double loss() {
        return parameters.loss();
    }

    /** The iterations of the optimiser. */
    public int iterations() {
        return parameters.iterations();
    }

    /** Whether the optimiser reached the minimum. */
    public boolean converged() {
        return parameters.converged();
    }

    /**
     * Adds the columns.
     *
     * @throws org.tl4j.core.error.UsageException as {@link #transformSchema(StructType)}
     * @throws org.tl4j.core.error.EnvironmentException if this is not a supported version of Spark
     */
    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        SparkVersion.requireSupported(rows.sparkSession().version());
        StructType schema = rows.schema();
        StructType extended = transformSchema(schema);
        int column = Arrays.asList(schema.fieldNames()).indexOf(getOrDefault(featuresCol()));
        JavaSparkContext context =
                JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext());
        return rows.toDF()
                .mapPartitions(new HeadPredictions(context.broadcast(parameters), column), Encoders.row(extended));
    }

    /**
     * The columns of the result.
     *
     * @throws org.tl4j.core.error.UsageException if there are no features, or a new column exists already
     */
    @Override
    public StructType transformSchema(StructType schema) {
        return columns.extended(this, schema);
    }

    @Override
    public TlHeadModel copy(ParamMap extra) {
        TlHeadModel copy = copyValues(new TlHeadModel(uid, parameters), extra);
        if (hasParent()) {
            copy.setParent(parent());
        }
        return copy;
    }

    private static final class Writer extends MLWriter {
        private final TlHeadModel model;

        private Writer(TlHeadModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String path) {
            new DefaultParamsWriter(model).saveImpl(path);
            sparkSession()
                    .createDataFrame(List.of(model.parameters.row()), HeadParameters.SCHEMA)
                    .coalesce(1)
                    .write()
                    .parquet(path + DATA);
        }
    }

    private static final class Reader extends MLReader<TlHeadModel> {
        @Override
        public TlHeadModel load(String path) {
            TlHeadModel model = new DefaultParamsReader<TlHeadModel>().load(path);
            model.parameters =
                    HeadParameters.of(sparkSession().read().parquet(path + DATA).head());
            return model;
        }
    }
}
