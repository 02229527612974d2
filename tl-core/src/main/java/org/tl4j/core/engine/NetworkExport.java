package org.tl4j.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.tl4j.core.dataset.LabelMode;
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
 * @param classes how many probabilities it must give, where that is known
 * @param labelMode whether they must be of classes or of each label, where that is known
 */
public record NetworkExport(
        NetworkContents contents,
        Preprocessing input,
        Map<String, String> metadata,
        boolean withPreprocessing,
        OptionalInt classes,
        Optional<LabelMode> labelMode) {
    public NetworkExport {
        requireNonNull(contents, "contents is null");
        requireNonNull(input, "input is null");
        requireNonNull(classes, "classes is null");
        requireNonNull(labelMode, "labelMode is null");
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** A network of an unknown label mode. */
    public NetworkExport(
            NetworkContents contents,
            Preprocessing input,
            Map<String, String> metadata,
            boolean withPreprocessing,
            OptionalInt classes) {
        this(contents, input, metadata, withPreprocessing, classes, Optional.empty());
    }

    /** A network of an unknown number of classes. */
    public NetworkExport(
            NetworkContents contents, Preprocessing input, Map<String, String> metadata, boolean withPreprocessing) {
        this(contents, input, metadata, withPreprocessing, OptionalInt.empty());
    }

    /** A network alone, which takes preprocessed images. */
    public static NetworkExport of(NetworkContents contents, Preprocessing input) {
        return new NetworkExport(contents, input, Map.of(), false);
    }
}
