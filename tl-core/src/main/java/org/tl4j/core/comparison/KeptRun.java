package org.tl4j.core.comparison;

import static java.util.Objects.requireNonNull;

import org.tl4j.core.provenance.Digest;

/**
 * A run as it is kept.
 *
 * @param conditions a digest of everything that its result depends on beside its cell: images, network, settings, software
 * @param run the result
 */
public record KeptRun(Digest conditions, ComparisonRun run) {
    public KeptRun {
        requireNonNull(conditions, "conditions is null");
        requireNonNull(run, "run is null");
    }
}
