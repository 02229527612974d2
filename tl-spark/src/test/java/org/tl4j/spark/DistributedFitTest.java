package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.backbone.FeatureBatch;
import org.tl4j.core.dataset.LabelMatrix;
import org.tl4j.core.dataset.LabelMode;
import org.tl4j.core.dataset.LabelState;
import org.tl4j.core.network.LinearHead;
import org.tl4j.core.training.HeadSettings;
import org.tl4j.core.training.LabelledFeatures;
import org.tl4j.core.training.TrainingListener;
import org.tl4j.dl4j.head.LogisticHeadTrainer;
import org.tl4j.spark.kit.LocalSession;

/** A head fitted over partitions has the loss of the one that is fitted on one machine. */
@ExtendWith(LocalSession.class)
class DistributedFitTest {
    private static final int ROWS = 240;
    private static final int INPUTS = 12;
    private static final int CLASSES = 3;
    private static final double L2 = 1e-2;

    private final SparkSession spark;
    private final float[][] features = new float[ROWS][INPUTS];
    private final int[] labels = new int[ROWS];

    DistributedFitTest(SparkSession spark) {
        this.spark = spark;
        SplittableRandom random = new SplittableRandom(7);
        for (int row = 0; row < ROWS; row++) {
            labels[row] = row % 7 == 0 ? 2 : row % 2; // unequal classes
            for (int f = 0; f < INPUTS; f++) {
                features[row][f] = (float) (3 + random.nextDouble(-1, 1) + (f % CLASSES == labels[row] ? 0.4 : 0));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void softmaxHasTheLossOfOneMachine(boolean balanced) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            rows.add(RowFactory.create(Vectors.dense(doubles(features[row])), (double) labels[row]));
        }
        StructType schema =
                new StructType().add("features", SQLDataTypes.VectorType()).add("label", DataTypes.DoubleType);
        Dataset<Row> table = spark.createDataFrame(rows, schema).repartition(5);

        TlHeadModel model = new TlHead().setL2(L2).setBalanced(balanced).fit(table);

        LinearHead one = onOneMachine(LabelMatrix.single(labels, CLASSES), balanced);
        assertThat(model.converged()).isTrue();
        assertThat(model.loss()).isCloseTo(softmaxLoss(one, balanced), within(1e-6));
        assertThat(softmaxLoss(model.head(), balanced)).isCloseTo(softmaxLoss(one, balanced), within(1e-6));
        long right = model.transform(table).filter("prediction = label").count();
        assertThat(right).isGreaterThan(ROWS * 6 / 10);
    }

    @Test
    void sigmoidHasTheLossOfOneMachineWithUnknownLabels() {
        List<Row> rows = new ArrayList<>();
        List<List<LabelState>> states = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            double[] targets = {labels[row] == 0 ? 1 : 0, row % 11 == 0 ? Double.NaN : labels[row] == 2 ? 1 : 0};
            rows.add(RowFactory.create(features[row], targets));
            states.add(IntStream.range(0, 2).mapToObj(i -> state(targets[i])).toList());
        }
        StructType schema = new StructType()
                .add("features", DataTypes.createArrayType(DataTypes.FloatType))
                .add("label", DataTypes.createArrayType(DataTypes.DoubleType));
        Dataset<Row> table = spark.createDataFrame(rows, schema).repartition(4);

        TlHeadModel model = new TlHead().setLabelMode("multi-label").setL2(L2).fit(table);

        LinearHead one = onOneMachine(LabelMatrix.multiple(states, 2), false);
        assertThat(model.head().mode()).isEqualTo(LabelMode.MULTI_LABEL);
        assertThat(sigmoidLoss(model.head(), states)).isCloseTo(sigmoidLoss(one, states), within(1e-6));
        assertThat(model.loss()).isCloseTo(sigmoidLoss(one, states), within(1e-6));
    }

    private static LabelState state(double target) {
        return Double.isNaN(target) ? LabelState.UNKNOWN : target == 1 ? LabelState.PRESENT : LabelState.ABSENT;
    }

    private LinearHead onOneMachine(LabelMatrix targets, boolean balanced) {
        FeatureBatch batch = FeatureBatch.allocate(ROWS, INPUTS);
        for (int row = 0; row < ROWS; row++) {
            batch.row(row).put(features[row]);
        }
        LabelledFeatures all = new LabelledFeatures(batch, targets);
        HeadSettings settings = new HeadSettings(List.of(L2), 5, balanced, 1000, 1e-5, false);
        return new LogisticHeadTrainer()
                .fit(all, all, settings, 1, TrainingListener.NONE)
                .head();
    }

    /** The objective as the documentation of {@link HeadSettings} writes it, from raw features. */
    private double softmaxLoss(LinearHead head, boolean balanced) {
        int[] counts = new int[CLASSES];
        for (int label : labels) {
            counts[label]++;
        }
        double loss = 0;
        double total = 0;
        for (int row = 0; row < ROWS; row++) {
            double weight = balanced ? (double) ROWS / CLASSES / counts[labels[row]] : 1;
            double[] logits = logits(head, features[row]);
            double sum = 0;
            for (double logit : logits) {
                sum += Math.exp(logit);
            }
            loss += weight * (Math.log(sum) - logits[labels[row]]);
            total += weight;
        }
        return loss / total + penalty(head, L2);
    }

    private double sigmoidLoss(LinearHead head, List<List<LabelState>> states) {
        double loss = 0;
        for (int label = 0; label < 2; label++) {
            double sum = 0;
            int known = 0;
            for (int row = 0; row < ROWS; row++) {
                LabelState state = states.get(row).get(label);
                if (state != LabelState.UNKNOWN) {
                    double logit = logits(head, features[row])[label];
                    sum += Math.log1p(Math.exp(state == LabelState.PRESENT ? -logit : logit));
                    known++;
                }
            }
            loss += sum / known;
        }
        return loss + penalty(head, L2 / 2);
    }

    private double penalty(LinearHead head, double strength) {
        double variance = 0;
        for (int f = 0; f < INPUTS; f++) {
            double mean = 0;
            for (float[] row : features) {
                mean += (double) row[f] / ROWS;
            }
            for (float[] row : features) {
                variance += (row[f] - mean) * (row[f] - mean) / ROWS / INPUTS;
            }
        }
        double norm = 0;
        for (float weight : head.weights()) {
            norm += (double) weight * weight;
        }
        return strength / 2 * norm * variance;
    }

    private static double[] logits(LinearHead head, float[] row) {
        double[] logits = new double[head.classes()];
        for (int c = 0; c < logits.length; c++) {
            logits[c] = head.biases()[c];
            for (int f = 0; f < row.length; f++) {
                logits[c] += (double) head.weights()[f * logits.length + c] * row[f];
            }
        }
        return logits;
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
