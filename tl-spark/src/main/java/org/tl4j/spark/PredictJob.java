package org.tl4j.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The application that {@code spark-submit} runs to predict the labels of images. */
public final class PredictJob {
    private PredictJob() {}

    /**
     * Predicts and writes Parquet, with one file or more per partition and the probabilities as an array.
     *
     * @param arguments as {@code bundle=model.tlz}, {@code input=photos}, {@code output=predictions}, and if wanted {@code
     *     format=parquet} (by default {@code images}), {@code column=content}, {@code kind=path} (by default {@code content}),
     *     {@code recursive=true}
     * @throws org.tl4j.core.error.UsageException if they are wrong
     * @throws org.tl4j.core.error.EnvironmentException if this is not a supported version of Spark
     * @throws IOException if the session cannot be closed
     */
    public static void main(String[] arguments) throws IOException {
        SparkVersion.requireSupported();
        JobArguments job = JobArguments.of(List.of(arguments));
        try (SparkSession spark =
                SparkSession.builder().appName("TL4J predictions").getOrCreate()) {
            Dataset<Row> images = JobTables.read(spark, job);
            Dataset<Row> predicted = new TlClassifier()
                    .setBundle(job.bundle())
                    .setInputCol(job.column())
                    .setInputKind(job.kind())
                    .transform(images);
            JobTables.write(withArray(predicted), images, job);
        }
    }

    /** The probabilities as an array; null stays null, which the function of Spark does not take. */
    static Dataset<Row> withArray(Dataset<Row> predicted) {
        Column vector = predicted.col("probability");
        return predicted.withColumn(
                "probability",
                org.apache.spark.sql.functions.when(vector.isNotNull(), functions.vector_to_array(vector, "float64")));
    }
}
