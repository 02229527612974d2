package org.tl4j.strategies.extraction;

import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.EnvironmentException;

/** The error for features that were removed from the store or changed during a run. */
public final class LostFeatures {
    private LostFeatures() {}

    /** The error for the features of one image. */
    public static EnvironmentException of(Sample sample) {
        return new EnvironmentException(
                "stored features of " + sample.location(),
                "must stay as they are while they are in use",
                "a file that was changed or cut",
                "start again, which computes them again; if this error comes back, check the disk of the cache folder");
    }
}
