package org.tl4j.spark;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The table that a job reads, and the one that it writes, with the same columns of partitions. */
final class JobTables {
    /** How many rows Spark decodes of Parquet at a time: 4096 by itself, which are hundreds of megabytes of photos. */
    private static final String ROWS_AT_A_TIME = "spark.sql.parquet.columnarReaderBatchSize";

    private static final int PHOTOS_AT_A_TIME = 64;

    private JobTables() {}

    /**
     * The input. Values in the names of folders stay text, so that {@code label=007} is not 7. Files of images that are empty, which
     * the source {@code binaryFile} leaves out, are rows too.
     */
    static Dataset<Row> read(SparkSession spark, JobArguments job) {
        spark.conf().set("spark.sql.sources.partitionColumnTypeInference.enabled", false);
        if (job.parquet()) {
            if (!spark.sparkContext().conf().contains(ROWS_AT_A_TIME)) {
                spark.conf().set(ROWS_AT_A_TIME, PHOTOS_AT_A_TIME);
            }
            return spark.read().parquet(job.input());
        }
        Dataset<Row> images = spark.read()
                .format("binaryFile")
                .option("recursiveFileLookup", job.recursive())
                .load(job.input());
        List<Row> empty = ListedFiles.of(images).emptyImages();
        return empty.isEmpty() ? images : images.union(spark.createDataFrame(empty, images.schema()));
    }

    /**
     * Writes the result without the bytes of the images.
     *
     * @param input what {@link #read} gave
     */
    static void write(Dataset<Row> result, Dataset<Row> input, JobArguments job) {
        Dataset<Row> kept = job.kind().equals(InputKind.CONTENT.word()) ? result.drop(job.column()) : result;
        List<String> partitions = ListedFiles.of(input).partitionColumns();
        kept.write().partitionBy(partitions.toArray(String[]::new)).parquet(job.output());
    }
}
