package org.tl4j.core.preprocessing;

/**
 * The filter of a resizing. Each is antialiased: it grows with the reduction, so that every pixel of the image counts, as
 * Pillow and torchvision (with antialiasing) have it.
 */
public enum Interpolation {
    /** A triangle: torchvision's networks of the first generation. */
    BILINEAR,
    /** The cubic of Keys 1981 with a = -0.5, which keeps more detail: most of timm's networks. */
    BICUBIC
}
