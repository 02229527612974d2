package org.tl4j.data.internal.imaging;

import java.nio.FloatBuffer;
import org.tl4j.core.preprocessing.Preprocessing;

/** Replaces a rectangle of a normalised image by mean pixels. */
final class RandomErasing {
    private RandomErasing() {}

    static void erase(Region region, FloatBuffer image, Preprocessing preprocessing) {
        int width = preprocessing.crop().width();
        int plane = width * preprocessing.crop().height();
        float[] zeros = new float[region.width()];
        for (int channel = 0; channel < preprocessing.channels().channels(); channel++) {
            for (int row = region.top(); row < region.top() + region.height(); row++) {
                image.put(channel * plane + row * width + region.left(), zeros);
            }
        }
    }
}
