package org.tl4j.spark;

import org.apache.spark.TaskContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.tl4j.core.error.DataException;
import org.tl4j.core.prediction.Familiarity;
import org.tl4j.core.prediction.Prediction;
import org.tl4j.core.prediction.Predictor;
import org.tl4j.predict.PredictorSettings;

/** The function {@code tl_predict}. Each task has a copy of it, and the network for its time. */
final class PredictFunction implements UDF1<byte[], Row> {
    private static final long serialVersionUID = 1L;

    static final StructType TYPE = new StructType()
            .add("label", DataTypes.StringType)
            .add("probability", DataTypes.DoubleType)
            .add("accepted", DataTypes.createArrayType(DataTypes.StringType, false))
            .add("familiarity", DataTypes.DoubleType)
            .add("error", DataTypes.StringType);

    private final BundleReference bundle;
    private transient TaskContext task;
    private transient Predictor predictor;

    PredictFunction(BundleReference bundle) {
        this.bundle = bundle;
    }

    @Override
    public Row call(byte[] content) {
        TaskContext now = TaskContext.get();
        if (now == null) { // a constant, which the driver computes
            try (NetworkLease<Predictor> lease =
                    ExecutorNetworks.predictor(bundle, PredictorSettings.DEFAULT.batchSize())) {
                return row(lease.network(), content);
            }
        }
        if (task != now) {
            predictor = ExecutorNetworks.predictor(bundle, PredictorSettings.DEFAULT.batchSize())
                    .network();
            task = now;
        }
        return row(predictor, content);
    }

    private static Row row(Predictor predictor, byte[] content) {
        try {
            Prediction prediction = predictor.predict(ImageInput.whole(content));
            return RowFactory.create(
                    prediction.best().label(),
                    prediction.best().probability(),
                    PredictionCells.accepted(prediction),
                    prediction.familiarity().map(Familiarity::value).orElse(null),
                    null);
        } catch (DataException e) {
            return RowFactory.create(null, null, null, null, e.getMessage());
        }
    }
}
