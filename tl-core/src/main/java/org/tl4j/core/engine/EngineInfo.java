package org.tl4j.core.engine;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an engine is and runs on, as found in this process.
 *
 * @param name of the engine, {@code deeplearning4j}
 * @param description in one line, everything that may change the last digits of a result: features with different
 *     descriptions are not mixed
 * @param versions for the provenance of what it trains, by dashed name
 * @param details for diagnosis, by dashed name, in the order in which they are shown; none is a secret
 */
public record EngineInfo(String name, String description, Map<String, String> versions, Map<String, String> details) {
    public EngineInfo {
        requireNonNull(name, "name is null");
        requireNonNull(description, "description is null");
        versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }
}
