package org.tl4j.data.internal.imaging;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.tl4j.data.Goldens;

/** Reference images in the form that the inner steps take. */
final class Samples {
    private Samples() {}

    /** The pixels of a reference image. */
    static Pixels of(String golden) {
        try {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(Goldens.bytes(golden)));
            return new BufferedPixels(image);
        } catch (IOException e) {
            throw new IllegalStateException(golden, e);
        }
    }

    /** The pixels as bytes [height, width, blue green red]. */
    static byte[] bytes(String golden, int width, int height) {
        byte[] bytes = new byte[width * height * Pixels.CHANNELS];
        byte[] row = new byte[width * Pixels.CHANNELS];
        try (Pixels pixels = of(golden)) {
            for (int y = 0; y < height; y++) {
                pixels.copyRow(y, row);
                System.arraycopy(row, 0, bytes, y * row.length, row.length);
            }
        }
        return bytes;
    }

    /** The same bytes with the channel order reversed. */
    static byte[] turnedRound(byte[] pixels) {
        byte[] turned = new byte[pixels.length];
        for (int at = 0; at < pixels.length; at++) {
            turned[at / Pixels.CHANNELS * Pixels.CHANNELS + (Pixels.CHANNELS - 1 - at % Pixels.CHANNELS)] = pixels[at];
        }
        return turned;
    }
}
