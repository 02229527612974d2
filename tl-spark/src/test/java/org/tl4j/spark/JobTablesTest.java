package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.spark.kit.LocalSession;

@ExtendWith(LocalSession.class)
class JobTablesTest {
    private final SparkSession spark;

    @TempDir
    private Path folder;

    JobTablesTest(SparkSession spark) {
        this.spark = spark;
    }

    private JobArguments job(String input, String output, String... more) {
        return JobArguments.of(Stream.concat(
                        Stream.of("bundle=none", "input=" + folder.resolve(input), "output=" + folder.resolve(output)),
                        Stream.of(more))
                .toList());
    }

    private void file(String name, int bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }

    /** Path inside of the folder, label and length. */
    private List<String> rows(Dataset<Row> table) {
        String all = folder.getFileName().toString();
        return table.collectAsList().stream()
                .map(row -> {
                    String path = row.getAs("path");
                    int start = path.indexOf(all) + all.length() + 1;
                    return path.substring(start) + " " + row.getAs("label") + " " + row.<Long>getAs("length");
                })
                .sorted()
                .toList();
    }

    /** 4096 photos, as Spark takes them, do not fit into the memory of an executor. */
    @Test
    void fewPhotosOfATableAreReadAtATime() {
        spark.range(1).write().parquet(folder.resolve("table").toString());

        JobTables.read(spark, job("table", "written", "format=parquet"));

        assertThat(spark.conf().get("spark.sql.parquet.columnarReaderBatchSize"))
                .isEqualTo("64");
    }

    @Test
    void theNumberOfRowsThatTheUserGaveIsKept() {
        SparkSession given = spark.newSession();
        spark.range(1).write().parquet(folder.resolve("other").toString());
        given.sparkContext().conf().set("spark.sql.parquet.columnarReaderBatchSize", "7");
        given.conf().set("spark.sql.parquet.columnarReaderBatchSize", 7);
        try {
            JobTables.read(given, job("other", "written", "format=parquet"));

            assertThat(given.conf().get("spark.sql.parquet.columnarReaderBatchSize"))
                    .isEqualTo("7");
        } finally {
            given.sparkContext().conf().remove("spark.sql.parquet.columnarReaderBatchSize");
        }
    }

    @Test
    void emptyFilesAreRowsAndLabelsStayText() throws IOException {
        file("photos/label=007/a b.jpg", 3);
        file("photos/label=007/empty.jpg", 0);
        file("photos/label=8 %/none.jpg", 0);
        file("photos/label=__HIVE_DEFAULT_PARTITION__/c.jpg", 0);
        file("photos/label=007/_SUCCESS", 0);
        JobArguments job = job("photos", "written");

        Dataset<Row> images = JobTables.read(spark, job);

        assertThat(rows(images))
                .containsExactly(
                        "photos/label=007/a b.jpg 007 3",
                        "photos/label=007/empty.jpg 007 0",
                        "photos/label=8 %/none.jpg 8 % 0",
                        "photos/label=__HIVE_DEFAULT_PARTITION__/c.jpg null 0");
        assertThat(images.filter("length = 0 AND octet_length(content) = 0").count())
                .isEqualTo(3);

        JobTables.write(images, images, job);

        assertThat(rows(spark.read().parquet(job.output()))).isEqualTo(rows(images));
        assertThat(spark.read().parquet(job.output()).columns()).doesNotContain("content");
        assertThat(folder.resolve("written/label=007")).isDirectory();
    }

    @Test
    void emptyFilesWithoutPartitionsAreRows() throws IOException {
        file("flat/a.jpg", 0);
        file("flat/b.jpg", 1);
        file("flat/deep/c.jpg", 0);

        assertThat(JobTables.read(spark, job("flat/*.jpg", "out")).count()).isEqualTo(2);
        assertThat(JobTables.read(spark, job("flat", "out", "recursive=true")).count())
                .isEqualTo(3);
    }

    @Test
    void columnsOfATableThatDifferByFileAreNoPartitions() {
        Path table = folder.resolve("table 1");
        Dataset<Row> rows = spark.range(4).withColumn("content", functions.lit(new byte[] {1}));
        rows.withColumn("kind", functions.lit("a b/%"))
                .write()
                .partitionBy("kind")
                .parquet(table.toString());
        rows.withColumn("note", functions.lit("x"))
                .withColumn("kind", functions.lit("c"))
                .write()
                .mode("append")
                .partitionBy("kind")
                .parquet(table.toString());
        spark.conf().set("spark.sql.parquet.mergeSchema", true);
        try {
            JobArguments job = job("table 1", "copy", "format=parquet");
            Dataset<Row> input = JobTables.read(spark, job);
            assertThat(input.columns()).contains("note");

            JobTables.write(input, input, job);

            assertThat(ListedFiles.of(spark.read().parquet(job.output())).partitionColumns())
                    .containsExactly("kind");
            assertThat(spark.read()
                            .parquet(job.output())
                            .filter("kind = 'a b/%'")
                            .count())
                    .isEqualTo(4);
        } finally {
            spark.conf().unset("spark.sql.parquet.mergeSchema");
        }
    }

    @Test
    void probabilitiesBecomeArraysAndThoseOfUnusableImagesStayNull() {
        Dataset<Row> predicted = spark.createDataFrame(
                List.of(RowFactory.create(Vectors.dense(0.25, 0.75)), RowFactory.create((Object) null)),
                new StructType().add("probability", SQLDataTypes.VectorType()));

        List<Row> rows = PredictJob.withArray(predicted).collectAsList();

        assertThat(rows.get(0).<Double>getList(0)).containsExactly(0.25, 0.75);
        assertThat(rows.get(1).isNullAt(0)).isTrue();
    }
}
