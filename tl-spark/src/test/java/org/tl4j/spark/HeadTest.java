package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.DataException;
import org.tl4j.spark.kit.LocalSession;

/** Heads in a session that serialises by Kryo. */
@ExtendWith(LocalSession.class)
class HeadTest {
    private static final StructType SINGLE = new StructType()
            .add("img", new StructType().add("features", DataTypes.LongType))
            .add("img.features", DataTypes.createArrayType(DataTypes.FloatType))
            .add("label", DataTypes.DoubleType);

    private final SparkSession spark;

    HeadTest(SparkSession spark) {
        this.spark = spark;
    }

    private static Row row(float feature, Object label) {
        return RowFactory.create(RowFactory.create(7L), new float[] {feature}, label);
    }

    @Test
    void fitsPredictsAndIsSavedByKryoWithADotInAName(@TempDir Path folder) throws Exception {
        Dataset<Row> table = spark.createDataFrame(List.of(row(-1, 0.0), row(1, 1.0)), SINGLE)
                .repartition(2);

        TlHeadModel model =
                new TlHead().setFeaturesCol("img.features").setL2(0.1).fit(table);
        model.write().save(folder.resolve("model").toString());
        List<Row> rows = TlHeadModel.load(folder.resolve("model").toString())
                .transform(table)
                .collectAsList();

        assertThat(rows)
                .allSatisfy(row -> assertThat(row.<Double>getAs("prediction")).isEqualTo(row.<Double>getAs("label")));
        // the minimum of log(1 + exp(-2w)) + 0.1 w², with weights w and -w
        double weight = model.head().weights()[1];
        assertThat(0.2 * weight).isCloseTo(2 / (1 + Math.exp(2 * weight)), within(1e-4));
        assertThat(rows.get(0)
                        .<Vector>getAs("probability")
                        .apply(rows.get(0).<Double>getAs("label").intValue()))
                .isCloseTo(1 / (1 + Math.exp(-2 * weight)), within(1e-6));
    }

    @Test
    void fitsSeveralLabelsByKryo() {
        StructType schema = new StructType()
                .add("features", DataTypes.createArrayType(DataTypes.FloatType))
                .add("label", DataTypes.createArrayType(DataTypes.DoubleType));
        Dataset<Row> table = spark.createDataFrame(
                List.of(
                        RowFactory.create(new float[] {-1}, new double[] {0, Double.NaN}),
                        RowFactory.create(new float[] {1}, new double[] {1, 0}),
                        RowFactory.create(new float[] {-1}, new double[] {0, 1})),
                schema);

        TlHeadModel model = new TlHead().setLabelMode("multi-label").fit(table);

        assertThat(model.converged()).isTrue();
        assertThat(model.head().weights()[0]).isPositive();
        assertThat(model.head().weights()[1]).isNegative();
    }

    private Dataset<Row> table(List<Double> features, Object label, Object other) {
        return spark.createDataFrame(
                List.of(RowFactory.create(List.of(1.0), label), RowFactory.create(features, other)),
                new StructType()
                        .add("features", DataTypes.createArrayType(DataTypes.DoubleType))
                        .add("label", DataTypes.DoubleType));
    }

    @Test
    void refusesLabelsThatAreNoIndexFromZero() {
        for (double label : new double[] {0.5, -1, 1e9, Double.NaN}) {
            assertThatThrownBy(() -> new TlHead().fit(table(List.of(2.0), 1.0, label)))
                    .hasStackTraceContaining("label must be an index: 0, 1 and so on, below 1000000, found " + label);
        }
    }

    @Test
    void refusesOneClassAndFeaturesThatAreNullOrOfOtherWidths() {
        assertThatThrownBy(() -> new TlHead().fit(table(List.of(2.0), 5.0, 5.0)))
                .isInstanceOf(DataException.class)
                .hasMessage("labels must be of two classes at least, found one");
        assertThatThrownBy(() -> new TlHead().fit(table(Arrays.asList((Double) null), 1.0, 0.0)))
                .hasStackTraceContaining("features must be numbers, found null");
        assertThatThrownBy(() ->
                        new TlHead().fit(table(List.of(2.0, 3.0), 1.0, 0.0).repartition(2)))
                .hasStackTraceContaining("features must be of one width in all rows");
    }
}
