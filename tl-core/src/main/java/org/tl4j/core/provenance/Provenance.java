package org.tl4j.core.provenance;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a trained model comes from.
 *
 * @param software the program and its version, {@code TL4J 0.1.0}
 * @param versions versions of the software that it ran on, by name: Java, Deeplearning4j, the backend, the operating system
 * @param data the fingerprint of the images
 * @param seed the seed of all random choices
 * @param settings every setting in force, by its dashed key
 * @param created when
 */
public record Provenance(
        String software,
        Map<String, String> versions,
        Digest data,
        long seed,
        Map<String, String> settings,
        Instant created) {
    public Provenance {
        requireNonNull(software, "software is null");
        versions = Collections.unmodifiableMap(new TreeMap<>(versions));
        requireNonNull(data, "data is null");
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
        requireNonNull(created, "created is null");
    }
}
