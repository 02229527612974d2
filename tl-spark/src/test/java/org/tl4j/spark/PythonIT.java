package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.spark.kit.Cluster;
import org.tl4j.spark.kit.ClusterExtension;
import org.tl4j.spark.kit.PythonBridge;
import org.tl4j.spark.kit.PythonBridge.Reference;

/**
 * The stages by the names of their classes, called in the way of {@code pyspark.ml.wrapper}: a stage is made with its identifier,
 * parameters are found by name and set as pairs, and a stage is copied with an empty map. Python itself is not run.
 */
@ExtendWith(ClusterExtension.class)
class PythonIT {
    private static final int PHOTOS = 3;

    private final Cluster cluster;

    PythonIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aPythonProgramPredictsByTheNameOfTheClass() throws Exception {
        Path folder = cluster.newFolder("python");
        List<Path> photos = cluster.model().photos().subList(0, PHOTOS);
        for (Path photo : photos) {
            Files.copy(photo, folder.resolve(photo.getFileName()));
        }
        try (PythonBridge jvm = PythonBridge.open()) {
            Object spark = jvm.callStatic("org.apache.spark.sql.classic.SparkSession", "active");
            Object reader = jvm.call(jvm.call(spark, "read"), "format", "binaryFile");
            Object images = jvm.call(reader, "load", folder.toString());
            Reference classifier = jvm.create("org.tl4j.spark.TlClassifier", "classifier_1");
            setAll(
                    jvm,
                    classifier,
                    Map.of("bundle", cluster.model().bundle().toString(), "batchSize", 2, "failOnError", true));

            Object copy = jvm.call(classifier, "copy", jvm.create("org.apache.spark.ml.param.ParamMap"));
            Object predicted = jvm.call(copy, "transform", images);
            Object known = jvm.call(predicted, "filter", "predictedLabel IS NOT NULL AND tl_error IS NULL");

            assertThat(jvm.call(copy, "uid")).isEqualTo("classifier_1");
            assertThat(jvm.call(known, "count")).isEqualTo((long) PHOTOS);
        }
    }

    @Test
    void aPythonProgramFitsAHead() throws Exception {
        try (PythonBridge jvm = PythonBridge.open()) {
            Object spark = jvm.callStatic("org.apache.spark.sql.classic.SparkSession", "active");
            Object features = jvm.call(
                    spark,
                    "sql",
                    "SELECT array(float(id), float(-id)) AS features, double(id % 2) AS label FROM range(8)");
            Reference head = jvm.create("org.tl4j.spark.TlHead", "head_1");
            setAll(jvm, head, Map.of("l2", 0.5));

            Object model = jvm.call(head, "fit", features);

            assertThat(jvm.call(model, "uid")).isEqualTo("head_1");
            assertThat(jvm.call(model, "converged")).isEqualTo(true);
            assertThat(jvm.call(jvm.call(model, "transform", features), "count"))
                    .isEqualTo(8L);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TlClassifier", "TlFeaturizer", "TlHead"})
    void everyStageHasWhatItsPythonWrapperAsksFor(String name) throws Exception {
        try (PythonBridge jvm = PythonBridge.open()) {
            Reference stage = jvm.create("org.tl4j.spark." + name, "stage_1");
            String parameter = name.equals("TlHead") ? "featuresCol" : "bundle";
            setAll(jvm, stage, Map.of(parameter, "text"));
            Object param = jvm.call(stage, "getParam", parameter);

            assertThat(jvm.call(stage, "isSet", param)).isEqualTo(true);
            assertThat(jvm.call(stage, "getOrDefault", param)).isEqualTo("text");
            assertThat((String) jvm.call(stage, "explainParams")).contains(parameter + ": ");
            assertThat(jvm.call(stage, "write")).isNotNull();
        }
    }

    private static void setAll(PythonBridge jvm, Reference stage, Map<String, Object> values) throws Exception {
        for (Map.Entry<String, Object> value : values.entrySet()) {
            Object param = jvm.call(stage, "getParam", value.getKey());
            jvm.call(stage, "set", jvm.call(param, "w", value.getValue()));
        }
    }
}
