package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.DataException;
import org.tl4j.data.TestImages;

/** Bitmaps written byte by byte, by Microsoft's description of the format. */
class BitmapKindsTest {
    @Test
    void sixteenBitsAreFiveForEachColour() {
        byte[] file = bitmap(2, 1, 16, 0, new byte[0], new byte[] {(byte) 0xFF, 0x7F, 0x1F, 0x00});
        assertThat(TestImages.prepared(file, TestImages.asIs(2, 1))).containsExactly(255, 0, 255, 0, 255, 255);
    }

    @Test
    void runsAreUnpacked() {
        byte[] palette = {0, 0, 0, 0, 10, 20, 30, 0, 40, 50, 60, 0};
        byte[] runs = {2, 1, 1, 2, 0, 0, 0, 3, 2, 1, 0, 0, 0, 1};
        byte[] file = bitmap(3, 2, 8, 1, palette, runs);
        float[] red = Arrays.copyOf(TestImages.prepared(file, TestImages.asIs(3, 2)), 6);
        assertThat(red).containsExactly(60, 30, 0, 30, 30, 60);
    }

    @Test
    void runsThatLeaveTheImageAreRefused() {
        byte[] file = bitmap(3, 2, 8, 1, new byte[4], new byte[] {9, 0, 0, 1});
        assertThatThrownBy(() -> TestImages.prepared(file, TestImages.asIs(3, 2)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("its runs leave the image");
    }

    @Test
    void headersThatAreCutOffAreTruncated() {
        byte[] file = bitmap(3, 2, 24, 0, new byte[0], new byte[24]);
        for (int length = 14; length < file.length; length++) {
            byte[] cut = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> TestImages.prepared(cut, TestImages.asIs(3, 2)))
                    .isInstanceOf(DataException.class);
        }
    }

    private static byte[] bitmap(int width, int height, int bits, int compression, byte[] palette, byte[] pixels) {
        ByteBuffer file =
                ByteBuffer.allocate(54 + palette.length + pixels.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'B').put((byte) 'M').putInt(file.capacity()).putInt(0).putInt(54 + palette.length);
        file.putInt(40).putInt(width).putInt(height).putShort((short) 1).putShort((short) bits);
        file.putInt(compression)
                .putInt(pixels.length)
                .putInt(0)
                .putInt(0)
                .putInt(palette.length / 4)
                .putInt(0);
        return file.put(palette).put(pixels).array();
    }
}
