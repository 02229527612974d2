package org.tl4j.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.tl4j.core.preprocessing.Augmentation;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;

/** Small synthetic images, and preprocessing that leaves pixels unchanged, so that tests can compare them. */
public final class TestImages {
    private TestImages() {}

    /** An image of noise, different for each seed. */
    public static BufferedImage noise(int width, int height, int type, long seed) {
        BufferedImage image = new BufferedImage(width, height, type);
        Random random = new Random(seed);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, random.nextInt());
            }
        }
        return image;
    }

    /** A smooth colour gradient, which JPEG encodes almost without loss. */
    public static BufferedImage gradient(int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (255 * x / width) << 16 | (255 * y / height) << 8 | 128);
            }
        }
        return image;
    }

    /** The image, encoded as a file. */
    public static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, out)) {
                throw new IllegalArgumentException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    /** A small PNG file, different for each seed. */
    public static byte[] png(long seed) {
        return encoded(noise(4, 3, BufferedImage.TYPE_INT_RGB, seed), "png");
    }

    /** A small JPEG file, different for each seed. */
    public static byte[] jpeg(long seed) {
        return encoded(noise(16, 12, BufferedImage.TYPE_INT_RGB, seed), "jpg");
    }

    /** Preprocessing that keeps pixels from 0 to 255, red first. */
    public static Preprocessing rule(ResizeRule resize, ImageSize crop) {
        return rule(resize, crop, ChannelOrder.RGB);
    }

    /** Preprocessing that keeps pixels from 0 to 255. */
    public static Preprocessing rule(ResizeRule resize, ImageSize crop, ChannelOrder channels) {
        return channels == ChannelOrder.GREY
                ? new Preprocessing(resize, crop, channels, 1, List.of(0.0), List.of(1.0))
                : new Preprocessing(resize, crop, channels, 1, List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));
    }

    /** A resize rule that neither resizes nor crops an image of this size. */
    public static Preprocessing asIs(int width, int height) {
        ImageSize size = new ImageSize(width, height);
        return rule(new ResizeRule.Exact(size), size);
    }

    /** The preprocessed values of a file. */
    public static float[] prepared(byte[] encoded, Preprocessing preprocessing) {
        FloatBuffer target = buffer(preprocessing);
        ImageData.imagePreprocessor().prepare(encoded, preprocessing, target);
        return floats(target);
    }

    /** The preprocessed values of an image in memory. */
    public static float[] prepared(BufferedImage image, Preprocessing preprocessing) {
        FloatBuffer target = buffer(preprocessing);
        ImageData.imagePreprocessor().prepare(image, preprocessing, target);
        return floats(target);
    }

    /** The preprocessed values of a training image, augmented with a seed. */
    public static float[] prepared(byte[] encoded, Preprocessing preprocessing, Augmentation augmentation, long seed) {
        FloatBuffer target = buffer(preprocessing);
        ImageData.imagePreprocessor().prepare(encoded, preprocessing, augmentation, new SplittableRandom(seed), target);
        return floats(target);
    }

    /** A buffer for one image. */
    public static FloatBuffer buffer(Preprocessing preprocessing) {
        return ByteBuffer.allocateDirect(preprocessing.valuesPerImage() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** The values of a buffer. */
    public static float[] floats(FloatBuffer buffer) {
        float[] values = new float[buffer.limit()];
        buffer.get(0, values);
        return values;
    }

    /** The same values plane by plane, red first, as Pillow's interleaved bytes give them. */
    public static float[] planes(byte[] interleaved) {
        float[] planes = new float[interleaved.length];
        int plane = interleaved.length / 3;
        for (int i = 0; i < interleaved.length; i++) {
            planes[i % 3 * plane + i / 3] = interleaved[i] & 0xFF;
        }
        return planes;
    }

    /** The mean of the absolute differences. */
    public static double meanDifference(float[] left, float[] right) {
        if (left.length != right.length) {
            throw new IllegalArgumentException("different lengths " + left.length + " and " + right.length);
        }
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += Math.abs(left[i] - right[i]);
        }
        return sum / left.length;
    }
}
