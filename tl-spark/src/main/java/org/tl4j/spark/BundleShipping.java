package org.tl4j.spark;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
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
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        byte[] content = read(context.hadoopConfiguration(), bundle);
        String digest = Digest.ofRaw(Digest.sha256().digest(content)).hex();
        return new BundleReference(digest, bundle, shared ? null : context.broadcast(content));
    }

    /** Whether a bundle is an address with a scheme, as {@code hdfs://name/model.tlz}, and not a path. */
    static boolean isAddress(String bundle) {
        return bundle.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*");
    }

    private static byte[] read(Configuration configuration, String bundle) {
        try {
            Path path = new Path(bundle);
            FileSystem files =
                    isAddress(bundle) ? path.getFileSystem(configuration) : FileSystem.getLocal(configuration);
            try (InputStream content = files.open(path)) {
                return content.readAllBytes();
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new BundleException(
                    new Problem(bundle, "must be a bundle that the driver can read", e.toString(), ""), e);
        }
    }
}
