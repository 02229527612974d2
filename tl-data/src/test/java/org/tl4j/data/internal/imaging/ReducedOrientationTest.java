package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.TestImages;

/** A rotated photo gives the same values, even if it is decoded at a reduction that does not divide its size. */
class ReducedOrientationTest {
    private static final ImageSize SIZE = new ImageSize(27, 25);
    private static final Preprocessing RULE = TestImages.rule(new ResizeRule.Exact(SIZE), SIZE);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
    void isNotShifted(int orientation) {
        BufferedImage upright = new BufferedImage(433, 406, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 406; y++) {
            for (int x = 0; x < 433; x++) {
                int wave = (int) (128 + 90 * Math.sin(x / 11.0) + 37 * Math.cos(y / 17.0));
                upright.setRGB(x, y, wave << 16 | wave << 8 | wave);
            }
        }
        float[] expected = TestImages.prepared(TestImages.encoded(upright, "jpg"), RULE);
        byte[] turned = withOrientation(TestImages.encoded(stored(upright, orientation), "jpg"), orientation);
        assertThat(TestImages.meanDifference(TestImages.prepared(turned, RULE), expected))
                .isLessThan(1.2);
    }

    /** The picture as a camera in that position stores it. */
    private static BufferedImage stored(BufferedImage upright, int orientation) {
        boolean sideways = orientation >= 5;
        int width = sideways ? upright.getHeight() : upright.getWidth();
        int height = sideways ? upright.getWidth() : upright.getHeight();
        BufferedImage stored = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int across = sideways ? y : x;
                int down = sideways ? x : y;
                boolean fromRight = orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7;
                boolean fromBottom = orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8;
                stored.setRGB(
                        x,
                        y,
                        upright.getRGB(
                                fromRight ? upright.getWidth() - 1 - across : across,
                                fromBottom ? upright.getHeight() - 1 - down : down));
            }
        }
        return stored;
    }

    private static byte[] withOrientation(byte[] jpeg, int orientation) {
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 36);
        file.put(jpeg, 0, 2).putShort((short) 0xFFE1).putShort((short) 34);
        file.put(new byte[] {'E', 'x', 'i', 'f', 0, 0})
                .putInt(0x4D4D002A)
                .putInt(8)
                .putShort((short) 1);
        file.putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        file.putInt(0);
        return file.put(Arrays.copyOfRange(jpeg, 2, jpeg.length)).array();
    }
}
