package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ColourJitterTest {
    @Test
    void factorsOfOneChangeNothing() {
        byte[] pixels = noise(300);
        byte[] changed = pixels.clone();
        new ColourJitter(1, 1, 1).apply(changed);
        assertThat(changed).isEqualTo(pixels);
        // Each is combined with another one, so that the shortcut for all three is not used.
        new ColourJitter(1, 1, Math.nextUp(1.0)).apply(changed);
        assertThat(changed).isEqualTo(pixels);
    }

    @Test
    void saturationLeavesGreyAlone() {
        byte[] ramp = new byte[256 * Pixels.CHANNELS];
        for (int at = 0; at < ramp.length; at++) {
            ramp[at] = (byte) (at / Pixels.CHANNELS);
        }
        for (double factor : new double[] {0, 0.3, 0.99, 1.7}) {
            byte[] changed = ramp.clone();
            new ColourJitter(1, 1, factor).apply(changed);
            assertThat(changed).isEqualTo(ramp);
        }
    }

    @Test
    void brightnessAndContrastStopAtBlackAndWhite() {
        // The mean luma is 100.
        byte[] pixels = {0, 0, 0, (byte) 200, (byte) 200, (byte) 200};
        byte[] bright = pixels.clone();
        new ColourJitter(1.5, 1, 1).apply(bright);
        assertThat(bright).containsExactly(0, 0, 0, 255, 255, 255);
        byte[] harsh = pixels.clone();
        new ColourJitter(1, 1.6, 1).apply(harsh);
        assertThat(harsh).containsExactly(0, 0, 0, 255, 255, 255);
        byte[] dull = pixels.clone();
        new ColourJitter(1, 0.5, 1).apply(dull);
        assertThat(dull).containsExactly(50, 50, 50, 150, 150, 150);
    }

    private static byte[] noise(int count) {
        byte[] pixels = new byte[count * Pixels.CHANNELS];
        new Random(4).nextBytes(pixels);
        return pixels;
    }
}
