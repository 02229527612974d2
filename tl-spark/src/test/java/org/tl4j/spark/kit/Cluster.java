package org.tl4j.spark.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A session for all tests of a process, with the model that they use. Starting it takes longer than most tests.
 *
 * @param spark the session
 * @param model the bundle and photos
 * @param folder of its own, deleted at the end
 */
public record Cluster(SparkSession spark, InsectModel model, Path folder) implements AutoCloseable {
    static Cluster open() {
        try {
            Path folder = Files.createTempDirectory("tl-spark");
            InsectModel model = InsectModel.trainedIn(folder);
            SparkSession.Builder builder = SparkSession.builder()
                    .appName("tl-spark")
                    .config("spark.ui.enabled", false)
                    .config("spark.sql.shuffle.partitions", 2)
                    .config(
                            "spark.sql.warehouse.dir",
                            folder.resolve("warehouse").toString());
            return new Cluster(SparkHome.configured(builder).getOrCreate(), model, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new folder inside of this one. */
    public Path newFolder(String name) throws IOException {
        return Files.createTempDirectory(folder, name);
    }

    @Override
    public void close() throws IOException {
        spark.stop();
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.delete(file);
        }
    }
}
