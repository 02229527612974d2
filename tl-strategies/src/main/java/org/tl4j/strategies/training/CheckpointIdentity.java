package org.tl4j.strategies.training;

import java.util.Map;
import java.util.TreeMap;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.training.Checkpoint;

/** Everything that a checkpoint depends on, as a part of its facts. */
public final class CheckpointIdentity {
    private static final String PREFIX = "of.";

    private CheckpointIdentity() {}

    /** {@code identity} as facts. */
    public static Map<String, String> facts(Map<String, String> identity) {
        Map<String, String> facts = new TreeMap<>();
        identity.forEach((key, value) -> facts.put(PREFIX + key, value));
        return facts;
    }

    /**
     * Checks that a checkpoint has the same identity.
     *
     * @throws UsageException if it was written by another run
     */
    public static void require(Map<String, String> identity, Checkpoint checkpoint, String piece) {
        for (Map.Entry<String, String> part : new TreeMap<>(identity).entrySet()) {
            String found = checkpoint.facts().getOrDefault(PREFIX + part.getKey(), "nothing");
            if (!found.equals(part.getValue())) {
                throw new UsageException(
                        "checkpoint of " + piece,
                        "must be of a run whose " + part.getKey() + " is " + part.getValue(),
                        found,
                        "continue with the same images and settings, or start again in another folder");
            }
        }
    }
}
