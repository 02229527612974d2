package org.tl4j.data.internal.reading;

import org.tl4j.core.dataset.Sample;
import org.tl4j.core.dataset.SkippedImage;

/** What came of looking at one file. */
sealed interface Inspection {
    /** An image that can be used, as far as its header and structure tell. */
    record Usable(Sample sample) implements Inspection {}

    /** An image, or what should be one, that cannot. */
    record Unusable(Candidate candidate, SkippedImage image) implements Inspection {}

    /** Something else, passed over in silence. */
    record NoImage() implements Inspection {}
}
