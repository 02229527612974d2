package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.UsageException;

/** What stages check without a session. */
class StageSchemaTest {
    private static final StructType IMAGES =
            new StructType().add("path", DataTypes.StringType).add("content", DataTypes.BinaryType);

    private static TlClassifier classifier() {
        return new TlClassifier().setBundle("model.tlz");
    }

    @Test
    void theClassifierAddsItsColumnsAtTheEnd() {
        assertThat(classifier()
                        .setPredictedLabelCol("kind")
                        .transformSchema(IMAGES)
                        .fieldNames())
                .containsExactly(
                        "path",
                        "content",
                        "prediction",
                        "probability",
                        "kind",
                        "acceptedLabels",
                        "familiarity",
                        "tl_error");
    }

    @Test
    void theFeaturizerAddsAVectorOrAnArray() {
        TlFeaturizer featurizer = new TlFeaturizer().setBundle("model.tlz");

        assertThat(featurizer.transformSchema(IMAGES).apply("features").dataType())
                .isEqualTo(SQLDataTypes.VectorType());
        assertThat(featurizer
                        .setOutputType("array")
                        .transformSchema(IMAGES)
                        .apply("features")
                        .dataType())
                .isEqualTo(DataTypes.createArrayType(DataTypes.FloatType, false));
        assertThatThrownBy(() -> featurizer.setOutputType("list").transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessage("outputType must be vector or array, found list");
    }

    @Test
    void wrongColumnsAndParametersAreRefused() {
        assertThatThrownBy(() -> new TlClassifier().transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("bundle must be set");
        assertThatThrownBy(() -> classifier().setInputCol("contents").transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column contents must be one of path, content");
        assertThatThrownBy(() -> classifier().setInputCol("path").transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessage("column path must be of type BINARY, found STRING");
        assertThatThrownBy(() -> classifier().transformSchema(IMAGES.add("Prediction", DataTypes.DoubleType)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column prediction must be new");
        assertThatThrownBy(() -> classifier().setBatchSize(0).transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessage("batch size must be from 1 to 4096, found 0");
        assertThatThrownBy(() -> classifier()
                        .setBundle("hdfs://name/model.tlz")
                        .setSharedBundle(true)
                        .transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("bundle must be a path where sharedBundle is set");
        assertThat(classifier().setBundle("hdfs://name/model.tlz").transformSchema(IMAGES))
                .isNotNull();
        assertThatThrownBy(() -> classifier().setInputKind("url").transformSchema(IMAGES))
                .isInstanceOf(UsageException.class)
                .hasMessage("inputKind must be content or path, found url");
    }

    @Test
    void theHeadRefusesColumnsOfOtherTypesAndParametersOutOfRange() {
        StructType rows = new StructType()
                .add("features", DataTypes.createArrayType(DataTypes.FloatType))
                .add("label", DataTypes.IntegerType)
                .add("labels", SQLDataTypes.VectorType())
                .add("names", DataTypes.createArrayType(DataTypes.StringType));

        assertThat(new TlHead().transformSchema(rows).fieldNames()).contains("prediction", "probability");
        assertThat(new TlHead()
                        .setLabelMode("multi-label")
                        .setLabelCol("labels")
                        .transformSchema(rows)
                        .fieldNames())
                .contains("prediction", "probability");
        assertThatThrownBy(() -> new TlHead().setFeaturesCol("names").transformSchema(rows))
                .isInstanceOf(UsageException.class)
                .hasMessage("column names must be a vector or an array of numbers, found ARRAY<STRING>");
        assertThatThrownBy(() -> new TlHead().setLabelCol("labels").transformSchema(rows))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("column labels must be a number, found");
        assertThatThrownBy(() -> new TlHead().setLabelMode("multi-label").transformSchema(rows))
                .isInstanceOf(UsageException.class)
                .hasMessage("column label must be a vector or an array of numbers, found INT");
        assertThatThrownBy(() -> new TlHead().setMaximumIterations(0).transformSchema(rows))
                .isInstanceOf(UsageException.class)
                .hasMessage("maximumIterations must be at least 1, found 0");
        assertThatThrownBy(() -> new TlHead().setTolerance(Double.NaN).transformSchema(rows))
                .isInstanceOf(UsageException.class)
                .hasMessage("tolerance must be in (0, 1), found NaN");
    }

    @Test
    void aCopyHasTheSameParametersAndTheExtraOnes() {
        TlClassifier original = classifier().setBatchSize(8);
        TlClassifier copy = original.copy(new ParamMap().put(original.errorCol().w("why")));

        assertThat(copy.uid()).isEqualTo(original.uid());
        assertThat(copy.getOrDefault(copy.batchSize())).isEqualTo(8);
        assertThat(copy.getOrDefault(copy.errorCol())).isEqualTo("why");
        assertThat(original.getOrDefault(original.errorCol())).isEqualTo("tl_error");
    }

    @Test
    void olderVersionsOfSparkAreRefused() {
        SparkVersion.requireSupported();
        SparkVersion.requireSupported("4.2.0");
        SparkVersion.requireSupported("5.0.0-preview1");
        assertThatThrownBy(() -> SparkVersion.requireSupported("3.5.6"))
                .hasMessage("Apache Spark must be version 4.0 or newer, found 3.5.6; submit to a cluster with Spark 4");
    }
}
