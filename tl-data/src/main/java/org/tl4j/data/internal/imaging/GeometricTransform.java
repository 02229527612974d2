package org.tl4j.data.internal.imaging;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Mirrors, then translates, then rotates a normalised image. It comes after colour changes and normalisation, so that the
 * fill value is exactly 0, which no 8-bit pixel may map to, and so that nothing is rounded between.
 *
 * @param mirrored whether the image is flipped horizontally
 * @param right translation to the right in pixels
 * @param down translation down in pixels
 * @param degrees rotation in degrees, counter-clockwise
 */
record GeometricTransform(boolean mirrored, int right, int down, double degrees) {
    /** Changes an image [channels, height, width] in place. */
    void apply(FloatBuffer image, Preprocessing preprocessing) {
        if (!mirrored && right == 0 && down == 0 && degrees == 0) {
            return;
        }
        int width = preprocessing.crop().width();
        int height = preprocessing.crop().height();
        float[] before = new float[width * height];
        float[] after = new float[width * height];
        Rotation rotation = new Rotation(width, height, degrees);
        for (int channel = 0; channel < preprocessing.channels().channels(); channel++) {
            image.get(channel * before.length, before);
            if (mirrored) {
                mirror(before, width);
            }
            move(before, after, width);
            if (degrees != 0) {
                rotation.turn(after);
            }
            image.put(channel * after.length, after);
        }
    }

    private static void mirror(float[] plane, int width) {
        for (int row = 0; row < plane.length; row += width) {
            for (int left = row, right = row + width - 1; left < right; left++, right--) {
                float value = plane[left];
                plane[left] = plane[right];
                plane[right] = value;
            }
        }
    }

    /** Translates the image; the fill value is 0, the value of a mean pixel. */
    private void move(float[] from, float[] to, int width) {
        Arrays.fill(to, 0);
        int height = from.length / width;
        int kept = width - Math.abs(right);
        if (kept <= 0) {
            return;
        }
        for (int row = Math.max(0, down); row < Math.min(height, height + down); row++) {
            int source = (row - down) * width + Math.max(0, -right);
            System.arraycopy(from, source, to, row * width + Math.max(0, right), kept);
        }
    }
}
