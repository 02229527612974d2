package org.tl4j.data.internal.imaging;

/**
 * Changes brightness, then contrast, then saturation, with exactly the results of torchvision's {@code adjust_brightness},
 * {@code adjust_contrast} and {@code adjust_saturation} on images of Pillow. Each blends a pixel with another value and
 * clips to 0 to 255: brightness with black, contrast with the mean luma of the image, saturation with the luma of the
 * pixel.
 *
 * @param brightness weight of the pixel in the blend, at least 0; 1 changes nothing, above 1 extrapolates
 * @param contrast the same for contrast
 * @param saturation the same for saturation
 */
record ColourJitter(double brightness, double contrast, double saturation) {
    private static final int VALUES = 256;

    /** Changes bytes [height, width, blue green red] in place. */
    void apply(byte[] pixels) {
        if (brightness == 1 && contrast == 1 && saturation == 1) {
            return;
        }
        byte[] table = mixtures(0, brightness);
        byte[] contrasts = mixtures(meanLuma(pixels, table), contrast);
        for (int value = 0; value < VALUES; value++) {
            table[value] = contrasts[table[value] & 0xFF];
        }
        saturate(pixels, table, (float) saturation);
    }

    /** Blends each value with {@code other}. */
    private static byte[] mixtures(int other, double share) {
        byte[] table = new byte[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = mixture(other, value, (float) share);
        }
        return table;
    }

    /** Blends in single precision, truncating instead of rounding, as in Pillow's src/libImaging/Blend.c. */
    private static byte mixture(int other, int value, float share) {
        return (byte) Math.min(Math.max((int) (other + share * (value - other)), 0), VALUES - 1);
    }

    private static int meanLuma(byte[] pixels, byte[] table) {
        long sum = 0;
        for (int at = 0; at < pixels.length; at += Pixels.CHANNELS) {
            sum += Luma.of(
                    table[pixels[at + Pixels.RED] & 0xFF] & 0xFF,
                    table[pixels[at + Pixels.GREEN] & 0xFF] & 0xFF,
                    table[pixels[at + Pixels.BLUE] & 0xFF] & 0xFF);
        }
        int count = pixels.length / Pixels.CHANNELS;
        return (int) ((double) sum / count + 0.5);
    }

    private static void saturate(byte[] pixels, byte[] table, float share) {
        for (int at = 0; at < pixels.length; at += Pixels.CHANNELS) {
            int red = table[pixels[at + Pixels.RED] & 0xFF] & 0xFF;
            int green = table[pixels[at + Pixels.GREEN] & 0xFF] & 0xFF;
            int blue = table[pixels[at + Pixels.BLUE] & 0xFF] & 0xFF;
            int luma = Luma.of(red, green, blue);
            pixels[at + Pixels.RED] = mixture(luma, red, share);
            pixels[at + Pixels.GREEN] = mixture(luma, green, share);
            pixels[at + Pixels.BLUE] = mixture(luma, blue, share);
        }
    }
}
