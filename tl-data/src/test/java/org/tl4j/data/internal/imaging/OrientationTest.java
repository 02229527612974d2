package org.tl4j.data.internal.imaging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.preprocessing.ChannelOrder;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.TestImages;

/** The stored rows 123 and 456, and the upright image by EXIF 2.32. Another test compares JPEG with Pillow. */
class OrientationTest {
    private static final int PNG_HEADER = 33;
    private static final int TAG = 274;

    @ParameterizedTest
    @CsvSource({
        "1, 3, 123456",
        "2, 3, 321654",
        "3, 3, 654321",
        "4, 3, 456123",
        "5, 2, 142536",
        "6, 2, 415263",
        "7, 2, 635241",
        "8, 2, 362514"
    })
    void pngAndTiffAreTurned(int orientation, int width, String upright) {
        ImageSize size = new ImageSize(width, 6 / width);
        Preprocessing rule = TestImages.rule(new ResizeRule.Exact(size), size, ChannelOrder.GREY);
        float[] expected = new float[6];
        for (int i = 0; i < expected.length; i++) {
            expected[i] = upright.charAt(i) - '0';
        }
        assertThat(TestImages.prepared(tiff(orientation), rule)).isEqualTo(expected);
        assertThat(TestImages.prepared(png(orientation), rule)).isEqualTo(expected);
    }

    private static byte[] tiff(int orientation) {
        int[][] entries = {
            {256, 3},
            {257, 2},
            {258, 8},
            {259, 1},
            {262, 1},
            {273, 134},
            {TAG, orientation},
            {277, 1},
            {278, 2},
            {279, 6}
        };
        ByteBuffer file = ByteBuffer.allocate(140)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0x002A4949)
                .putInt(8);
        file.putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0]).putShort((short) 3).putInt(1).putInt(entry[1]);
        }
        return file.putInt(0).put(new byte[] {1, 2, 3, 4, 5, 6}).array();
    }

    /** A PNG with a big-endian EXIF chunk after its header. */
    private static byte[] png(int orientation) {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSamples(0, 0, 3, 2, 0, new int[] {1, 2, 3, 4, 5, 6});
        byte[] plain = TestImages.encoded(image, "png");
        ByteBuffer chunk = ByteBuffer.allocate(4 + 26).put("eXIf".getBytes(US_ASCII));
        chunk.putInt(0x4D4D002A).putInt(8).putShort((short) 1);
        chunk.putShort((short) TAG).putShort((short) 3).putInt(1).putShort((short) orientation);
        CRC32 checkSum = new CRC32();
        checkSum.update(chunk.array());
        return ByteBuffer.allocate(plain.length + 38)
                .put(plain, 0, PNG_HEADER)
                .putInt(26)
                .put(chunk.array())
                .putInt((int) checkSum.getValue())
                .put(Arrays.copyOfRange(plain, PNG_HEADER, plain.length))
                .array();
    }
}
