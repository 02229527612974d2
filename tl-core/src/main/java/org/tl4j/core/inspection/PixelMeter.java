package org.tl4j.core.inspection;

import org.tl4j.core.dataset.ReadingSettings;

/** Measures the pixels of images. Thread-safe. */
public interface PixelMeter {
    /**
     * Decodes an image and measures it.
     *
     * @param encoded the bytes of an image file
     * @throws org.tl4j.core.error.DataException if the bytes are not a whole image
     */
    PixelMeasures measure(byte[] encoded);

    /** The same with other limits; a meter without limits returns itself. */
    default PixelMeter within(ReadingSettings limits) {
        return this;
    }
}
