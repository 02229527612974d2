package org.tl4j.core.engine;

import java.util.Optional;
import org.tl4j.core.error.Arguments;

/**
 * Which engine computes frozen networks. What is trained is computed by the engine that the catalogue or the bundle names.
 *
 * @param name of the one that must; empty takes an engine that runs ONNX where there is one and the network can be written so,
 *     else the engine that the catalogue or the bundle names
 */
public record EngineSelection(Optional<String> name) {
    /** The fastest that is there. */
    public static final EngineSelection AUTOMATIC = new EngineSelection(Optional.empty());

    /**
     * Checks that nothing is missing.
     *
     * @throws org.tl4j.core.error.UsageException if {@code name} is null
     */
    public EngineSelection {
        Arguments.required(name, "engine");
    }

    /** The engine of this name, or an error where it is not there or cannot. */
    public static EngineSelection of(String name) {
        return new EngineSelection(Optional.of(Arguments.required(name, "engine")));
    }
}
