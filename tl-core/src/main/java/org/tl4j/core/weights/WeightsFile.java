package org.tl4j.core.weights;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;

/**
 * One file of pretrained weights, and what must be true of it.
 *
 * @param fileName what it is called in a mirror and in the cache: a plain name
 * @param address where it can be fetched
 * @param bytes how long it is
 * @param sha256 its digest, if the catalogue states it
 * @param adler32 a weaker check sum, where its publisher states only that: 8 hexadecimal digits
 */
public record WeightsFile(
        String fileName, Optional<URI> address, OptionalLong bytes, Optional<Digest> sha256, Optional<String> adler32) {
    private static final Pattern PLAIN = Pattern.compile("[^./\\\\:][^/\\\\:]*");

    /**
     * Checks the name.
     *
     * @throws WeightsException if it is not a plain file name
     */
    public WeightsFile {
        if (!PLAIN.matcher(fileName).matches()) {
            throw new WeightsException("weights file name", "must be a plain name", fileName, "");
        }
        requireNonNull(address, "address is null");
        requireNonNull(bytes, "bytes is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(adler32, "adler32 is null");
    }

    /** A file without address, length or digest, which only a user or a mirror can provide. */
    public static WeightsFile named(String fileName) {
        return new WeightsFile(fileName, Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());
    }
}
