package org.tl4j.core.inspection;

/** A trait of images that should not tell their classes apart. */
public enum ShortcutTrait {
    /** How bright they are, and how large the contrast is. */
    BRIGHTNESS,
    /** Their mean colour. For fruit it is no shortcut. */
    COLOUR,
    /** Their size in pixels, their shape, and the length of their files. */
    SIZE,
    /** The format of their files. */
    FILE_TYPE,
    /** How sharp they are. */
    SHARPNESS
}
