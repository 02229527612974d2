package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.spark.kit.Cluster;
import org.tl4j.spark.kit.ClusterExtension;
import org.tl4j.spark.kit.StandaloneCluster;

/** The packed jar on a cluster whose class path is Spark's: nothing of ours clashes with it. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmittedJobIT {
    private static final int PHOTOS = 10;

    private final Cluster cluster;
    private final Map<String, Path> photos = new HashMap<>();
    private Path folder;
    private StandaloneCluster standalone;

    SubmittedJobIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void start() throws Exception {
        folder = cluster.newFolder("submitted");
        for (int i = 0; i < PHOTOS; i++) {
            List<Path> all = cluster.model().photos();
            Path photo = all.get(i * (all.size() - 1) / (PHOTOS - 1));
            Path label = Files.createDirectories(
                    folder.resolve("photos/kind=" + photo.getParent().getFileName()));
            photos.put(photo.getFileName().toString(), Files.copy(photo, label.resolve(photo.getFileName())));
        }
        Files.createFile(
                Files.createDirectories(folder.resolve("photos/kind=007")).resolve("empty.jpg"));
        standalone = StandaloneCluster.startedIn(folder);
    }

    @AfterAll
    void stop() {
        standalone.close();
    }

    private List<String> arguments(String input, String output) {
        return List.of(
                "bundle=" + cluster.model().bundle(),
                "input=" + folder.resolve(input),
                "output=" + folder.resolve(output));
    }

    @Test
    void predictsLikeOneMachineAndKeepsTheColumnsOfPartitions() throws Exception {
        standalone.submit("org.tl4j.spark.PredictJob", arguments("photos", "predictions"));

        Dataset<Row> table =
                cluster.spark().read().parquet(folder.resolve("predictions").toString());
        assertThat(table.filter("kind = '007'").collectAsList())
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs("tl_error"))
                        .isEqualTo("image must be a whole image, found one that is empty"));
        assertThat(folder.resolve("predictions/kind=007")).isDirectory();
        List<Row> rows = table.filter("kind <> '007'").collectAsList();
        assertThat(rows).hasSize(PHOTOS);
        assertThat(folder.resolve("predictions/kind=ants")).isDirectory();
        try (Predictor predictor =
                BundlePredictors.create().open(cluster.model().bundle())) {
            for (Row row : rows) {
                String path = row.getAs("path");
                Prediction one = predictor.predict(photos.get(path.substring(path.lastIndexOf('/') + 1)));
                List<Double> probabilities = row.getList(row.fieldIndex("probability"));
                assertThat(row.<String>getAs("tl_error")).isNull();
                assertThat(row.<String>getAs("predictedLabel"))
                        .isEqualTo(one.best().label());
                assertThat(probabilities).contains(one.best().probability());
                assertThat(path).contains("kind=" + row.getAs("kind"));
            }
        }
    }

    @Test
    void computesFeaturesOfATable() throws Exception {
        cluster.spark()
                .read()
                .format("binaryFile")
                .load(folder.resolve("photos").toString())
                .write()
                .partitionBy("kind")
                .parquet(folder.resolve("table").toString());
        List<String> arguments = new java.util.ArrayList<>(arguments("table", "features"));
        arguments.add("format=parquet");

        standalone.submit("org.tl4j.spark.FeaturesJob", arguments);

        List<Row> rows = cluster.spark()
                .read()
                .parquet(folder.resolve("features").toString())
                .collectAsList();
        assertThat(rows).hasSize(PHOTOS);
        assertThat(folder.resolve("features/kind=bees")).isDirectory();
        try (ImageEmbedder embedder =
                BundlePredictors.create().embedder(cluster.model().bundle())) {
            Row row = rows.get(0);
            String path = row.getAs("path");
            float[] one = embedder.embed(photos.get(path.substring(path.lastIndexOf('/') + 1)));
            List<Float> features = row.getList(row.fieldIndex("features"));
            assertThat(features).hasSize(one.length);
            for (int i = 0; i < one.length; i++) {
                assertThat(features.get(i)).isEqualTo(one[i]);
            }
        }
    }
}
