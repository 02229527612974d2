package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.StringIndexer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.spark.kit.Cluster;
import org.tl4j.spark.kit.ClusterExtension;

/** The stages in pipelines, in SQL and in streams. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StagesIT {
    private static final int PHOTOS = 8;

    private final Cluster cluster;
    private Path folder;
    private Dataset<Row> images;

    StagesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void copyPhotos() throws Exception {
        folder = cluster.newFolder("few");
        List<Path> photos = cluster.model().photos();
        for (int i = 0; i < PHOTOS; i++) {
            Path photo = photos.get(i * (photos.size() - 1) / (PHOTOS - 1));
            Path label = Files.createDirectories(
                    folder.resolve("kind=" + photo.getParent().getFileName()));
            Files.copy(photo, label.resolve(photo.getFileName()));
        }
        images = cluster.spark().read().format("binaryFile").load(folder.toString());
    }

    private String bundle() {
        return cluster.model().bundle().toString();
    }

    @Test
    void aPipelineOfFeaturesAndHeadIsSavedAndLoaded() throws Exception {
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {
            new StringIndexer().setInputCol("kind").setOutputCol("label"),
            new TlFeaturizer().setBundle(bundle()),
            new TlHead().setL2(0.1)
        });
        String untrained = folder.resolveSibling("pipeline").toString();
        pipeline.write().overwrite().save(untrained);
        PipelineModel model = Pipeline.load(untrained).fit(images);
        String saved = folder.resolveSibling("pipeline-model").toString();
        model.write().overwrite().save(saved);

        List<Row> rows = model.transform(images).orderBy("path").drop("content").collectAsList();
        List<Row> again = PipelineModel.load(saved)
                .transform(images)
                .orderBy("path")
                .drop("content")
                .collectAsList();

        assertThat(again).isEqualTo(rows);
        assertThat(rows)
                .hasSize(PHOTOS)
                .allSatisfy(row -> assertThat(row.<Double>getAs("prediction")).isEqualTo(row.<Double>getAs("label")));
    }

    @Test
    void theFunctionOfSqlAgreesWithTheClassifier() {
        TlFunctions.register(cluster.spark(), bundle());
        new TlClassifier().setBundle(bundle()).transform(images).createOrReplaceTempView("predicted");

        Row counts = cluster.spark()
                .sql("SELECT count(*), count_if(p.label = predictedLabel AND p.error IS NULL) "
                        + "FROM (SELECT predictedLabel, tl_predict(content) AS p FROM predicted)")
                .head();
        Row constant = cluster.spark().sql("SELECT tl_predict(X'00').error").head();

        assertThat(counts.getLong(0)).isEqualTo(PHOTOS);
        assertThat(counts.getLong(1)).isEqualTo(PHOTOS);
        assertThat(constant.getString(0)).startsWith("image must be");
    }

    @Test
    void predictsTheFilesOfAStream() throws Exception {
        Path output = cluster.newFolder("stream");
        Dataset<Row> stream = cluster.spark()
                .readStream()
                .format("binaryFile")
                .schema(images.schema())
                .option("maxFilesPerTrigger", 3)
                .load(folder.toString());

        new TlClassifier()
                .setBundle(bundle())
                .transform(stream)
                .drop("content")
                .writeStream()
                .trigger(Trigger.AvailableNow())
                .option("checkpointLocation", output.resolve("checkpoint").toString())
                .format("parquet")
                .start(output.resolve("rows").toString())
                .awaitTermination();

        Dataset<Row> written =
                cluster.spark().read().parquet(output.resolve("rows").toString());
        assertThat(written.count()).isEqualTo(PHOTOS);
        assertThat(written.filter("tl_error IS NOT NULL OR predictedLabel IS NULL")
                        .count())
                .isZero();
    }
}
