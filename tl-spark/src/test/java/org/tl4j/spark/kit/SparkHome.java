package org.tl4j.spark.kit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * A folder like that of a Spark distribution, made of the jars that Maven resolved for it: those of Spark alone, in the versions that a
 * cluster has, and none of ours.
 */
public final class SparkHome {
    private static final Path FOLDER =
            Path.of(System.getProperty("tl.spark.home", "target/spark-home")).toAbsolutePath();

    private SparkHome() {}

    /** Two executors of 2 GB with a core each, which have our classes from the packed jar alone. */
    public static SparkSession.Builder configured(SparkSession.Builder builder) throws IOException {
        if (System.getProperty("tl.spark.local") != null) {
            return builder.master("local[2]");
        }
        make();
        return builder.master("local-cluster[2,1,2048]")
                .config("spark.executor.memory", "1500m")
                .config("spark.jars", packedJar().toString());
    }

    /** The folder, with its jars. */
    public static Path make() throws IOException {
        Path jars = FOLDER.resolve("jars");
        if (Files.isDirectory(jars)) {
            return FOLDER;
        }
        Files.createDirectories(jars);
        for (String jar : Files.readString(Path.of(System.getProperty("tl.spark.jars")))
                .strip()
                .split(File.pathSeparator, -1)) {
            Path file = Path.of(jar);
            Files.createSymbolicLink(jars.resolve(file.getFileName()), file);
        }
        return FOLDER;
    }

    /** Our classes and what they need, as they are submitted. */
    public static Path packedJar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith("-all.jar")).toList();
            return found.get(0).toAbsolutePath();
        }
    }
}
