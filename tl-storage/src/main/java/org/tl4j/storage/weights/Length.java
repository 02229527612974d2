package org.tl4j.storage.weights;

import java.net.URI;
import org.tl4j.core.error.Redaction;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsFile;
import org.tl4j.storage.NetworkSettings;

/**
 * The allowed length of a file.
 *
 * @param most in bytes
 * @param stated whether it is exactly as long, as the catalogue says
 */
record Length(long most, boolean stated) {
    static Length of(WeightsFile source, NetworkSettings network) {
        boolean stated = source.bytes().isPresent();
        return new Length(stated ? source.bytes().getAsLong() : network.downloadLimitBytes(), stated);
    }

    /**
     * Checks the length that a server announces.
     *
     * @throws WeightsException if it is another, or over the limit
     */
    void check(URI address, long announced) {
        if (stated ? announced != most : announced > most) {
            throw refused(address, announced + " bytes");
        }
    }

    /**
     * Checks the number of bytes received so far.
     *
     * @throws WeightsException if there are too many
     */
    void checkSoFar(URI address, long bytes) {
        if (bytes > most) {
            throw refused(address, "more");
        }
    }

    private WeightsException refused(URI address, String found) {
        return new WeightsException(
                Redaction.address(address),
                stated ? "must send " + most + " bytes, as the catalogue says" : "must send at most " + most + " bytes",
                found,
                stated ? "check TL_MIRROR and the catalogue" : "raise the limit (TL_DOWNLOAD_LIMIT) if it is right");
    }
}
