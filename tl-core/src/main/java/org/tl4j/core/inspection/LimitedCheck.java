package org.tl4j.core.inspection;

import static java.util.Objects.requireNonNull;

/**
 * A check that was not made, or not on all images.
 *
 * @param check which
 * @param reason why
 * @param checked how many images it was made on; 0 if it was not made
 */
public record LimitedCheck(InspectionCheck check, Reason reason, int checked) {
    public LimitedCheck {
        requireNonNull(check, "check is null");
        requireNonNull(reason, "reason is null");
        if (checked < 0) {
            throw new IllegalArgumentException("checked must be at least 0, found " + checked);
        }
    }

    /** Why a check is limited. */
    public enum Reason {
        /** It needs features of a pretrained network, and none was used. */
        NO_FEATURES,
        /** It needs two classes or more. */
        ONE_CLASS,
        /** It needs more images, of each class or of all. */
        TOO_FEW_IMAGES,
        /** It was made on some of the images, evenly distributed over the data set, to bound its time. */
        SAMPLED,
        /** It is not made where images have several labels. */
        SEVERAL_LABELS
    }
}
