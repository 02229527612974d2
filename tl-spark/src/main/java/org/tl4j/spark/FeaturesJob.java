package org.tl4j.spark;

import java.io.IOException;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The application that {@code spark-submit} runs to compute the features of images. */
public final class FeaturesJob {
    private FeaturesJob() {}

    /**
     * Computes features and writes Parquet, with an array of float in the column {@code features}.
     *
     * @param arguments as those of {@link PredictJob#main}
     * @throws org.tl4j.core.error.UsageException if they are wrong
     * @throws org.tl4j.core.error.EnvironmentException if this is not a supported version of Spark
     * @throws IOException if the session cannot be closed
     */
    public static void main(String[] arguments) throws IOException {
        SparkVersion.requireSupported();
        JobArguments job = JobArguments.of(List.of(arguments));
        try (SparkSession spark =
                SparkSession.builder().appName("TL4J features").getOrCreate()) {
            TlFeaturizer featurizer = new TlFeaturizer()
                    .setBundle(job.bundle())
                    .setInputCol(job.column())
                    .setInputKind(job.kind())
                    .setOutputType("array");
            Dataset<Row> images = JobTables.read(spark, job);
            JobTables.write(featurizer.transform(images), images, job);
        }
    }
}
