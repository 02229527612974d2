package org.tl4j.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * A network that is to be written for other software.
 *
 * @param contents of a bundle
 * @param input how images are preprocessed for it
 * @param metadata what is known of it, by key, for formats that can hold it
 * @param withPreprocessing whether the written network is to preprocess images by itself, so that it takes pixels of images of
 *     any size
 */
public record NetworkExport(
        NetworkContents contents, Preprocessing input, Map<String, String> metadata, boolean withPreprocessing) {
    public NetworkExport {
        requireNonNull(contents, "contents is null");
        requireNonNull(input, "input is null");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A network alone, which takes preprocessed images. */
    public static NetworkExport of(NetworkContents contents, Preprocessing input) {
        return new NetworkExport(contents, input, Map.of(), false);
    }
}
