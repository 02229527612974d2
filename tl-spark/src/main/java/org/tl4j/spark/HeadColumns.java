package org.tl4j.spark;

import java.io.Serializable;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The columns that {@link TlHead} and {@link TlHeadModel} have in common. */
final class HeadColumns implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Param<String> features;
    private final Param<String> prediction;
    private final Param<String> probability;

    HeadColumns(Params owner) {
        this.features = new Param<>(owner, "featuresCol", "column with the features");
        this.prediction = new Param<>(owner, "predictionCol", "column for the index of the most probable label");
        this.probability = new Param<>(owner, "probabilityCol", "column for the probabilities of all labels");
    }

    void setDefaults(Params owner) {
        owner.setDefault(features, "features");
        owner.setDefault(prediction, "prediction");
        owner.setDefault(probability, "probability");
    }

    Param<String> features() {
        return features;
    }

    Param<String> prediction() {
        return prediction;
    }

    Param<String> probability() {
        return probability;
    }

    StructType extended(Params owner, StructType schema) {
        Columns.requireNumbers(schema, owner.getOrDefault(features));
        StructType predicted = Columns.added(
                schema, DataTypes.createStructField(owner.getOrDefault(prediction), DataTypes.DoubleType, true));
        return Columns.added(
                predicted,
                DataTypes.createStructField(owner.getOrDefault(probability), SQLDataTypes.VectorType(), true));
    }
}
