package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.prediction.ImageEmbedder;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.core.prediction.ScoredLabel;
import org.tl4j.predict.BundlePredictors;
import org.tl4j.spark.kit.Cluster;
import org.tl4j.spark.kit.ClusterExtension;

/** Predictions and features on executors are those of one machine, bit by bit. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassifierIT {
    private final Cluster cluster;
    private final Map<String, Prediction> expected = new HashMap<>();
    private final Map<String, float[]> features = new HashMap<>();
    private Dataset<Row> images;

    ClassifierIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void predictOnOneMachine() throws Exception {
        Path folder = cluster.newFolder("photos");
        List<Path> files = new ArrayList<>();
        for (Path photo : cluster.model().photos()) {
            Path label = Files.createDirectories(
                    folder.resolve("kind=" + photo.getParent().getFileName()));
            files.add(Files.copy(photo, label.resolve(photo.getFileName())));
        }
        images = cluster.spark()
                .read()
                .format("binaryFile")
                .load(folder.toString())
                .cache();
        try (Predictor predictor =
                        BundlePredictors.create().open(cluster.model().bundle());
                ImageEmbedder embedder =
                        BundlePredictors.create().embedder(cluster.model().bundle())) {
            var predictions = predictor.predictEachFile(files);
            var embeddings = embedder.embedEachFile(files);
            for (int i = 0; i < files.size(); i++) {
                String name = files.get(i).getFileName().toString();
                expected.put(name, predictions.get(i).orThrow());
                features.put(name, embeddings.get(i).orThrow());
            }
        }
    }

    private TlClassifier classifier() {
        return new TlClassifier().setBundle(cluster.model().bundle().toString());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void predictsTheSameBytesInAnyNumberOfPartitions(int partitions) {
        List<Row> rows = classifier()
                .transform(images.repartition(partitions))
                .drop("content")
                .collectAsList();

        assertThat(rows).hasSameSizeAs(expected.keySet());
        for (Row row : rows) {
            Prediction prediction = expected.get(name(row));
            Vector probability = row.getAs("probability");
            assertThat(row.<String>getAs("tl_error")).isNull();
            assertThat(row.<String>getAs("predictedLabel"))
                    .isEqualTo(prediction.best().label());
            assertThat(row.<Double>getAs("prediction"))
                    .isEqualTo(prediction.best().label().equals("ants") ? 0 : 1);
            for (ScoredLabel scored : prediction.ranking()) {
                assertThat(probability.apply(scored.label().equals("ants") ? 0 : 1))
                        .isEqualTo(scored.probability());
            }
            assertThat(row.<String>getList(row.fieldIndex("acceptedLabels")))
                    .isEqualTo(prediction.accepted().stream()
                            .map(ScoredLabel::label)
                            .toList());
            assertThat(row.<Double>getAs("familiarity"))
                    .isEqualTo(prediction.familiarity().orElseThrow().value());
            assertThat(row.<String>getAs("kind")).isIn("ants", "bees");
        }
    }

    @Test
    void computesTheFeaturesOfOneMachineAsVectorsAndAsArrays() {
        TlFeaturizer featurizer =
                new TlFeaturizer().setBundle(cluster.model().bundle().toString());
        Dataset<Row> both = featurizer
                .copy(new org.apache.spark.ml.param.ParamMap())
                .setOutputType("array")
                .setOutputCol("floats")
                .setErrorCol("other_error")
                .transform(featurizer.transform(images.repartition(3)));
        for (Row row : both.drop("content").collectAsList()) {
            float[] one = features.get(name(row));
            Vector vector = row.getAs("features");
            List<Float> array = row.getList(row.fieldIndex("floats"));
            assertThat(array).hasSize(one.length);
            for (int i = 0; i < one.length; i++) {
                assertThat(vector.apply(i)).isEqualTo(one[i]);
                assertThat(array.get(i)).isEqualTo(one[i]);
            }
        }
    }

    private static String name(Row row) {
        String path = row.getAs("path");
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
