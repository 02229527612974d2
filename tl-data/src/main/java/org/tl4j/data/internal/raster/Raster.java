package org.tl4j.data.internal.raster;

/**
 * Pixels of 8 bits per channel, as stored: the orientation is not applied yet.
 *
 * @param width columns
 * @param height rows
 * @param pixels [height, width, blue green red]; transparent pixels are blended with white
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Raster(int width, int height, byte[] pixels) {
    private static final int CHANNELS = 3;
    private static final int FULL = 255;

    /** A black image. */
    static Raster of(int width, int height) {
        return new Raster(width, height, new byte[Math.multiplyExact(CHANNELS, Math.multiplyExact(width, height))]);
    }

    /** Sets a pixel; values from 0 to 255. */
    void set(int x, int y, int red, int green, int blue) {
        int at = (y * width + x) * CHANNELS;
        pixels[at] = (byte) blue;
        pixels[at + 1] = (byte) green;
        pixels[at + 2] = (byte) red;
    }

    /** Blends a colour with white by its opacity, all values from 0 to 255. */
    public static int onWhite(int colour, int alpha) {
        return (colour * alpha + FULL * (FULL - alpha) + FULL / 2) / FULL;
    }

    /** Converts a sample of any number of bits to 8 bits. */
    static int eightBits(int sample, int largest) {
        return largest == FULL ? sample : (sample * FULL + largest / 2) / largest;
    }
}
