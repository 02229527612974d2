package org.tl4j.core.inspection;

/** What may be wrong with the pixels of an image. */
public enum PixelDefect {
    /** It shows no fine detail; the value is {@link PixelMeasures#sharpness()}. */
    BLURRED,
    /** Nothing in it is bright; the value is {@link PixelMeasures#brightest()}. */
    DARK,
    /** Nothing in it is dark; the value is {@link PixelMeasures#darkest()}. */
    BRIGHT,
    /** It is nearly of one tone; the value is {@link PixelMeasures#contrast()}. */
    FLAT,
    /** It has few pixels; the value is its shorter side. */
    TINY,
    /** It is very long or very tall; the value is its longer side divided by its shorter side. */
    ODD_SHAPE
}
