package org.tl4j.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.tl4j.core.error.DataException;

/** Reads what a job works on, and writes its result with the same columns of partitions. */
final class JobInput {
    private static final Set<String> OF_IMAGES = Set.of("path", "modificationTime", "length", "content");

    private JobInput() {}

    static Dataset<Row> read(SparkSession spark, JobArguments job) {
        return job.parquet()
                ? spark.read().parquet(job.input())
                : spark.read()
                        .format("binaryFile")
                        .option("recursiveFileLookup", job.recursive())
                        .load(job.input());
    }

    /** Writes the rows without the bytes of the images. */
    static void write(Dataset<Row> rows, SparkSession spark, JobArguments job) {
        Dataset<Row> kept = job.kind().equals(InputKind.CONTENT.word()) ? rows.drop(job.column()) : rows;
        kept.write().partitionBy(partitions(spark, job).toArray(String[]::new)).parquet(job.output());
    }

    /** The columns that are in the names of folders. */
    private static List<String> partitions(SparkSession spark, JobArguments job) {
        Dataset<Row> input = read(spark, job);
        Set<String> inFiles = job.parquet() ? columnsOfAFile(spark, input, job) : OF_IMAGES;
        return Arrays.stream(input.columns())
                .filter(column -> !inFiles.contains(column))
                .toList();
    }

    private static Set<String> columnsOfAFile(SparkSession spark, Dataset<Row> input, JobArguments job) {
        String[] files = input.inputFiles();
        if (files.length == 0) {
            throw new DataException(job.input(), "must have a file of Parquet at least", "none", "");
        }
        return Set.of(spark.read().parquet(files[0]).columns());
    }
}
