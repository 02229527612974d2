package org.tl4j.data.internal.imaging;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.Preprocessing;

/** Mirrors and moves a prepared image in place. */
final class Augmenter {
    private Augmenter() {}

    static void augment(
            FloatBuffer image, Preprocessing preprocessing, Augmentation augmentation, RandomGenerator random) {
        boolean flip = augmentation.horizontalFlip() && random.nextBoolean();
        int reach = augmentation.maximumShift();
        int right = reach == 0 ? 0 : random.nextInt(-reach, reach + 1);
        int down = reach == 0 ? 0 : random.nextInt(-reach, reach + 1);
        if (!flip && right == 0 && down == 0) {
            return;
        }
        int width = preprocessing.crop().width();
        int height = preprocessing.crop().height();
        float[] before = new float[width * height];
        float[] after = new float[width * height];
        for (int channel = 0; channel < preprocessing.channels().channels(); channel++) {
            image.get(channel * before.length, before);
            if (flip) {
                mirror(before, width);
            }
            move(before, after, width, right, down);
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

    /** What comes in from outside is 0, the value of a mean pixel. */
    private static void move(float[] from, float[] to, int width, int right, int down) {
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
