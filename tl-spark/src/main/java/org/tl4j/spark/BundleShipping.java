package org.tl4j.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.SparkSession;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;

/** Brings a bundle from the driver to the executors, each of which fetches it once. */
final class BundleShipping {
    private BundleShipping() {}

    /**
     * Reads the bundle, and hands it to Spark unless executors can read it themselves.
     *
     * @param bundle a path on the driver, or an address of a file system that Hadoop knows
     * @param shared whether {@code bundle} is a path that each executor has too
     * @throws BundleException if it cannot be read
     */
    static BundleReference ship(SparkSession spark, String bundle, boolean shared) {
        SparkVersion.requireSupported(spark.version());
        SparkContext context = spark.sparkContext();
        try {
            Path folder = Files.createTempDirectory("tl4j-bundle");
            folder.toFile().deleteOnExit();
            Path copy = folder.resolve("bundle.tlz");
            copy(context, bundle, copy);
            String digest = Digest.ofFile(copy).hex();
            if (shared) {
                Files.delete(copy);
                return new BundleReference(digest, bundle, true);
            }
            // the content is in the name: Spark refuses two files of one name, and no executor takes another for it
            Path named = folder.resolve("tl4j-" + digest + ".tlz");
            Files.move(copy, named, StandardCopyOption.ATOMIC_MOVE);
            named.toFile().deleteOnExit();
            if (context.listFiles().exists(file -> file.endsWith("/" + named.getFileName()))) {
                Files.delete(named);
            } else {
                context.addFile(named.toString());
            }
            return new BundleReference(digest, named.getFileName().toString(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(SparkContext context, String bundle, Path copy) {
        org.apache.hadoop.fs.Path source = new org.apache.hadoop.fs.Path(bundle);
        Configuration configuration = context.hadoopConfiguration();
        try {
            FileSystem files = bundle.contains(":/")
                    ? source.getFileSystem(configuration)
                    : FileSystem.getLocal(configuration);
            try (InputStream content = files.open(source)) {
                Files.copy(content, copy);
            }
        } catch (IOException e) {
            throw new BundleException(
                    new Problem(bundle, "must be a bundle that the driver can read", e.toString(), ""), e);
        }
    }
}
