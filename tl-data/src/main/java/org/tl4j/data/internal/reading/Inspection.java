package org.tl4j.data.internal.reading;

import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;

/** The result of inspecting one file. */
sealed interface Inspection {
    /** A usable image, as far as its header and structure show. */
    record Usable(Candidate candidate, Sample sample) implements Inspection {}

    /** An image, or a file that should be one, that cannot be used. */
    record Unusable(Candidate candidate, SkippedImage image) implements Inspection {}

    /** Another file, ignored without a report. */
    record NoImage() implements Inspection {}
}
