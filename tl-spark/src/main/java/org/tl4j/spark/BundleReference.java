package org.tl4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;

/**
 * A bundle as tasks know it.
 *
 * @param digest SHA-256 of the file, in hexadecimal
 * @param location a path on each executor if {@code shared}, else the name of a file that Spark distributes
 * @param shared whether executors read the file where it lies
 */
record BundleReference(String digest, String location, boolean shared) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The file on this machine.
     *
     * @throws BundleException if it is not there, or is not the file that the driver has
     */
    Path file() {
        Path file = Path.of(shared ? location : SparkFiles.get(location));
        String found;
        try {
            found = Files.isRegularFile(file) ? Digest.ofFile(file).hex() : "no such file";
        } catch (IOException e) {
            throw new BundleException(
                    new Problem(file.toString(), "must be readable on each executor", e.toString(), ""), e);
        }
        if (!found.equals(digest)) {
            throw new BundleException(
                    file.toString(),
                    "must be the bundle of the driver, with the SHA-256 " + digest,
                    found,
                    shared ? "put the same file on the path of each executor" : "start the application again");
        }
        return file;
    }
}
