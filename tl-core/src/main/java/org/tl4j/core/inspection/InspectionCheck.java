package org.tl4j.core.inspection;

/** What an inspection looks for. */
public enum InspectionCheck {
    /** Pairs of images that are nearly the same. */
    NEAR_DUPLICATES,
    /** Labels that are likely wrong. */
    LABELS,
    /** Images that are unlike all others. */
    OUTLIERS,
    /** Blurred, dark, bright, flat, tiny and oddly shaped images. */
    PIXELS,
    /** Traits that alone tell the classes apart. */
    SHORTCUTS,
    /** Features in two dimensions. */
    MAP
}
