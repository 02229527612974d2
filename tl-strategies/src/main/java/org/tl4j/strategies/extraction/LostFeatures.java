package org.tl4j.strategies.extraction;

import org.tl4j.core.dataset.Sample;
import org.tl4j.core.error.EnvironmentException;

/** Features that were in the store a moment ago, and are no longer what they were. */
public final class LostFeatures {
    private LostFeatures() {}

    /** Says so of those of one image. */
    public static EnvironmentException of(Sample sample) {
        return new EnvironmentException(
                "stored features of " + sample.location(),
                "must stay as they are while they are in use",
                "a file that was changed or cut",
                "start again: they are computed again then; if it comes again, check the disk of the cache folder");
    }
}
