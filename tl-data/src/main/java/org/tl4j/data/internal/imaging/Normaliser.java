package org.tl4j.data.internal.imaging;

import java.nio.FloatBuffer;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.Preprocessing;

/** Turns bytes [height, width, blue green red] into floats [channels, height, width]. */
final class Normaliser {
    private static final int VALUES = 256;

    private Normaliser() {}

    static void normalise(byte[] pixels, Preprocessing preprocessing, FloatBuffer target) {
        int plane = preprocessing.crop().width() * preprocessing.crop().height();
        float[] values = new float[plane];
        for (int channel = 0; channel < preprocessing.channels().channels(); channel++) {
            float[] table = table(preprocessing, channel);
            if (preprocessing.channels() == ChannelOrder.GREY) {
                for (int i = 0, at = 0; i < plane; i++, at += Pixels.CHANNELS) {
                    values[i] = table[luma(pixels, at)];
                }
            } else {
                int at = preprocessing.channels() == ChannelOrder.BGR ? channel : Pixels.RED - channel;
                for (int i = 0; i < plane; i++, at += Pixels.CHANNELS) {
                    values[i] = table[pixels[at] & 0xFF];
                }
            }
            target.put(channel * plane, values);
        }
    }

    /** A lookup table: the result for each value of a pixel. */
    private static float[] table(Preprocessing preprocessing, int channel) {
        double mean = preprocessing.mean().get(channel);
        double deviation = preprocessing.standardDeviation().get(channel);
        float[] table = new float[VALUES];
        for (int value = 0; value < VALUES; value++) {
            table[value] = (float) ((value * preprocessing.scale() - mean) / deviation);
        }
        return table;
    }

    private static int luma(byte[] pixels, int at) {
        return Luma.of(
                pixels[at + Pixels.RED] & 0xFF, pixels[at + Pixels.GREEN] & 0xFF, pixels[at + Pixels.BLUE] & 0xFF);
    }
}
