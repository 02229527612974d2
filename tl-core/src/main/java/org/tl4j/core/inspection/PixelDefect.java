package org.tl4j.core.inspection;

/** What may be wrong with the pixels of an image. */
public enum PixelDefect {
    /** It shows no fine detail; the value is {@link PixelMeasures#sharpness()}. */
    BLURRED,
    /** It is nearly black; the value is {@link PixelMeasures#brightness()}. */
    DARK,
    /** It is nearly white; the value is {@link PixelMeasures#brightness()}. */
    BRIGHT,
    /** It is nearly of one tone; the value is {@link PixelMeasures#contrast()}. */
    FLAT,
    /** It has few pixels; the value is its shorter side. */
    TINY,
    /** It is very long or very tall; the value is its longer side divided by its shorter side. */
    ODD_SHAPE
}
