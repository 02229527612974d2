package org.tl4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
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
        Killer killer = new Killer();
        cluster.spark().sparkContext().addSparkListener(killer);
        Set<String> found;
        try {
            found = texts(classifier.transform(images));
        } finally {
            cluster.spark().sparkContext().removeSparkListener(killer);
        }

        assertThat(killer.killed).isTrue();
        assertThat(found).isEqualTo(expected).hasSize(ROWS);
    }

    /** Kills an executor, once, when the first of the tasks that predict has ended and others are running. */
    private static final class Killer extends SparkListener {
        private volatile boolean killed;

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            if (!killed && end.taskType().equals("ResultTask")) {
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
