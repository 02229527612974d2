package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.TestImages;

/** Transparent pixels become white, in every format and in memory alike; hidden colours do not count. */
class TransparencyTest {
    private static final int SIDE = 12;
    private static final Preprocessing RULE = TestImages.asIs(SIDE, SIDE);

    @ParameterizedTest
    @ValueSource(strings = {"png", "tiff"})
    void filesAgreeWithTheImageInMemory(String format) {
        BufferedImage image = TestImages.noise(SIDE, SIDE, BufferedImage.TYPE_INT_ARGB, 3);
        float[] expected = new float[3 * SIDE * SIDE];
        for (int i = 0; i < SIDE * SIDE; i++) {
            int pixel = image.getRGB(i % SIDE, i / SIDE);
            double alpha = (pixel >>> 24) / 255.0;
            for (int channel = 0; channel < 3; channel++) {
                int colour = pixel >> (16 - 8 * channel) & 0xFF;
                expected[channel * SIDE * SIDE + i] = (float) Math.round(colour * alpha + 255 * (1 - alpha));
            }
        }
        assertThat(TestImages.prepared(image, RULE)).isEqualTo(expected);
        assertThat(TestImages.prepared(TestImages.encoded(image, format), RULE)).isEqualTo(expected);
    }

    @Test
    void paletteEntriesMayBeTransparent() {
        byte[] ramp = {0, 80, (byte) 160, (byte) 255};
        IndexColorModel colours =
                new IndexColorModel(2, 4, ramp, ramp, ramp, new byte[] {0, (byte) 255, 100, (byte) 255});
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_BINARY, colours);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.getRaster().setSample(i % SIDE, i / SIDE, 0, i % 4);
        }
        float[] found = TestImages.prepared(TestImages.encoded(image, "png"), RULE);
        assertThat(found).startsWith(255, 80, 218, 255);
        assertThat(TestImages.prepared(image, RULE)).isEqualTo(found);
    }

    /** Grey and alpha of a given bit depth, premultiplied or not. */
    @ParameterizedTest
    @CsvSource({"0, false", "0, true", "1, false", "1, true"})
    void greysInMemoryAgreeWithTheirFile(int type, boolean premultiplied) {
        int full = type == DataBuffer.TYPE_BYTE ? 0xFF : 0xFFFF;
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY), true, premultiplied, Transparency.TRANSLUCENT, type);
        BufferedImage image = new BufferedImage(model, model.createCompatibleWritableRaster(3, 1), premultiplied, null);
        int half = full / 5 * 2;
        int[][] pixels = {{full / 5, 0}, {full / 5, full}, {full / 5 * 4, half}};
        for (int x = 0; x < pixels.length; x++) {
            int alpha = pixels[x][1];
            int grey = premultiplied ? (int) Math.round(pixels[x][0] * (alpha / (double) full)) : pixels[x][0];
            image.getRaster().setPixel(x, 0, new int[] {grey, alpha});
        }
        float[] found = TestImages.prepared(image, TestImages.asIs(3, 1));
        // 204 at two fifths of the opacity is 0.4 * 204 + 0.6 * 255 = 234.6 on white
        assertThat(found).startsWith(255, 51, 235).hasSize(9);
        if (!premultiplied) {
            assertThat(TestImages.prepared(TestImages.encoded(image, "png"), TestImages.asIs(3, 1)))
                    .isEqualTo(found);
        }
    }

    @Test
    void bitmapsWithAMaskForAlphaHaveIt() {
        ByteBuffer file = ByteBuffer.allocate(54 + 16 + 4 * 2).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(70);
        file.putInt(56)
                .putInt(2)
                .putInt(1)
                .putShort((short) 1)
                .putShort((short) 32)
                .putInt(3);
        file.position(54).putInt(0xFF0000).putInt(0xFF00).putInt(0xFF).putInt(0xFF000000);
        file.putInt(0x00123456).putInt(0xFF102030);
        assertThat(TestImages.prepared(file.array(), TestImages.asIs(2, 1)))
                .containsExactly(255, 0x10, 255, 0x20, 255, 0x30);
    }
}
