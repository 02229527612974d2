package org.tl4j.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.broadcast.Broadcast;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.provenance.Digest;

/**
 * A bundle as tasks know it.
 *
 * @param digest SHA-256 of the file, in hexadecimal
 * @param location what the driver calls it, and a path on each executor where there is no {@code content}
 * @param content the file, which Spark distributes; null where executors read it themselves
 */
record BundleReference(String digest, String location, Broadcast<byte[]> content) implements Serializable {
    private static final long serialVersionUID = 1L;

    /**
     * The bytes of the file.
     *
     * @throws BundleException if it is not there, or is not the file that the driver has
     */
    ByteBuffer bytes() {
        return ByteBuffer.wrap(content == null ? shared() : content.value()).asReadOnlyBuffer();
    }

    private byte[] shared() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(Path.of(location));
        } catch (IOException e) {
            throw new BundleException(new Problem(location, "must be readable on each executor", e.toString(), ""), e);
        }
        String found = Digest.ofRaw(Digest.sha256().digest(bytes)).hex();
        if (!found.equals(digest)) {
            throw new BundleException(
                    location,
                    "must be the bundle of the driver, with the SHA-256 " + digest,
                    found,
                    "put the same file on the path of each executor");
        }
        return bytes;
    }
}
