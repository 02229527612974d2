package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.tl4j.spark.kit.Cluster;
import org.tl4j.spark.kit.ClusterExtension;

/** A job whose executor dies ends with the same rows. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KilledExecutorIT {
    private static final int ROWS = 60;
    private static final StructType SCHEMA =
            new StructType().add("row", DataTypes.IntegerType).add("content", DataTypes.BinaryType);

    private final Cluster cluster;

    KilledExecutorIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void theRowsAreTheSameWhenAnExecutorIsKilledInTheMiddle() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            byte[] photo = Files.readAllBytes(cluster.model().photos().get(i % 10));
            rows.add(RowFactory.create(i, photo));
        }
        Dataset<Row> images = cluster.spark().createDataFrame(rows, SCHEMA).repartition(6);
        TlClassifier classifier = new TlClassifier()
                .setBundle(cluster.model().bundle().toString())
                .setBatchSize(4);
        Set<String> expected = texts(classifier.transform(images));

        Set<String> found = killingAnExecutor(1, () -> texts(classifier.transform(images)));

        assertThat(found).isEqualTo(expected).hasSize(ROWS);
    }

    /** What the executor had kept of the features is computed again. */
    @Test
    void theHeadIsTheSameWhenAnExecutorIsKilledInTheMiddleOfItsFit() {
        Random random = new Random(1);
        List<Row> rows = IntStream.range(0, 200)
                .mapToObj(i -> RowFactory.create(
                        new float[] {(float) random.nextGaussian() + i % 3, (float) random.nextGaussian()},
                        (double) (i % 3)))
                .toList();
        Dataset<Row> features = cluster.spark()
                .createDataFrame(
                        rows,
                        new StructType()
                                .add("features", DataTypes.createArrayType(DataTypes.FloatType))
                                .add("label", DataTypes.DoubleType))
                .repartition(10);
        TlHead head = new TlHead().setL2(0.01);
        TlHeadModel expected = head.fit(features);

        TlHeadModel found = killingAnExecutor(5, () -> head.fit(features));

        assertThat(found.converged()).isTrue();
        assertThat(found.head().weights()).containsExactly(expected.head().weights(), within(1e-4f));
    }

    /** Does the work while an executor is killed after this number of tasks. */
    private <T> T killingAnExecutor(int tasks, Supplier<T> work) {
        Killer killer = new Killer(tasks);
        cluster.spark().sparkContext().addSparkListener(killer);
        try {
            T found = work.get();
            assertThat(killer.killed).isTrue();
            return found;
        } finally {
            cluster.spark().sparkContext().removeSparkListener(killer);
        }
    }

    /** Kills an executor, once, when this number of tasks with results have ended; earlier jobs do not count. */
    private static final class Killer extends SparkListener {
        private final AtomicInteger left;
        private volatile boolean started;
        private volatile boolean killed;

        Killer(int tasks) {
            this.left = new AtomicInteger(tasks);
        }

        /** Events come in their order, those of earlier jobs before this one. */
        @Override
        public void onJobStart(SparkListenerJobStart start) {
            started = true;
        }

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (started && end.taskType().equals("ResultTask") && left.decrementAndGet() == 0) {
                killed = ProcessHandle.current()
                        .descendants()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                        .findFirst()
                        .map(ProcessHandle::destroyForcibly)
                        .orElse(false);
            }
        }
    }

    private static Set<String> texts(Dataset<Row> predicted) {
        return predicted.drop("content").collectAsList().stream()
                .map(Row::toString)
                .collect(Collectors.toSet());
    }
}
