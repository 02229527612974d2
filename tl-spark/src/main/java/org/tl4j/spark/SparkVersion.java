package org.tl4j.spark;

import org.tl4j.core.error.EnvironmentException;

/** The versions of Spark that this module runs on. */
final class SparkVersion {
    private static final int OLDEST = 4;

    private SparkVersion() {}

    /**
     * Checks the version on the class path, before a session is made.
     *
     * @throws EnvironmentException if it is older than 4.0
     */
    static void requireSupported() {
        requireSupported(org.apache.spark.package$.MODULE$.SPARK_VERSION());
    }

    /**
     * Checks the version of the driver.
     *
     * @throws EnvironmentException if it is older than 4.0
     */
    static void requireSupported(String version) {
        if (major(version) < OLDEST) {
            throw new EnvironmentException(
                    "Apache Spark", "must be version 4.0 or newer", version, "submit to a cluster with Spark 4");
        }
    }

    private static int major(String version) {
        String first = version.split("\\.", 2)[0];
        return first.matches("[0-9]{1,4}") ? Integer.parseInt(first) : OLDEST;
    }
}
