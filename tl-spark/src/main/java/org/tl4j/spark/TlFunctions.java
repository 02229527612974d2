package org.tl4j.spark;

import org.apache.spark.sql.SparkSession;

/** Functions for SQL. */
public final class TlFunctions {
    /** The name of the function that predicts. */
    public static final String PREDICT = "tl_predict";

    private TlFunctions() {}

    /**
     * Registers {@code tl_predict(content)} for a session. It takes the bytes of an image and gives {@code label}, {@code probability} (of
     * this label), {@code accepted} (the labels that reach their threshold), {@code familiarity} (null where the bundle cannot say)
     * and {@code error} (null, or why the image could not be used). Images are computed one by one; {@link TlClassifier} computes
     * batches, which is faster. Registering another bundle replaces the first for queries that are planned afterwards.
     *
     * @param bundle a path on the driver, or an address of a file system that Hadoop knows
     * @throws org.tl4j.core.error.BundleException if it cannot be read
     * @throws org.tl4j.core.error.EnvironmentException if this is not a supported version of Spark
     */
    public static void register(SparkSession spark, String bundle) {
        BundleReference reference = BundleShipping.ship(spark, bundle, false);
        spark.udf().register(PREDICT, new PredictFunction(reference), PredictFunction.TYPE);
    }
}
