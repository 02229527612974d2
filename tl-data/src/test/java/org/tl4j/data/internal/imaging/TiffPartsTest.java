package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.preprocessing.ResizeRule;
import org.tl4j.data.TestImages;

/** Strips and tiles of a TIFF: which bytes they may share, how many are permitted, and where they end. */
@Timeout(60)
class TiffPartsTest {
    private static final Preprocessing SMALL = TestImages.rule(new ResizeRule.ShorterSide(8), ImageSize.square(8));
    private static final int SHORT = 3;
    private static final int LONG = 4;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int STRIPS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILES = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int NONE = 1;
    private static final int JPEG = 7;
    private static final int DEFLATE = 8;
    private static final int LZW = 5;
    private static final int LONGEST_SIDE = 1 << 20;

    @Test
    void stripsThatAreEachTheWholeFileAreRefused() {
        for (int compression : new int[] {NONE, LZW, DEFLATE}) {
            int[] offsets = new int[LONGEST_SIDE];
            int[] lengths = new int[LONGEST_SIDE];
            Arrays.fill(offsets, 8);
            Arrays.fill(lengths, 8 * LONGEST_SIDE);
            byte[] file = file(
                    new byte[0],
                    value(WIDTH, 1),
                    value(HEIGHT, LONGEST_SIDE),
                    value(BITS, 8),
                    value(COMPRESSION, compression),
                    value(COLOURS, 1),
                    field(STRIPS, offsets),
                    value(ROWS, 1),
                    field(STRIP_LENGTHS, lengths));
            refused(file).hasMessageContaining("its parts overlap");
        }
    }

    @Test
    void blankStripsMayShareTheirBytes() {
        byte[] blank = new byte[30];
        Arrays.fill(blank, (byte) 200);
        byte[] file = file(
                blank,
                value(WIDTH, 30),
                value(HEIGHT, 3),
                value(BITS, 8),
                value(COLOURS, 1),
                field(STRIPS, 8, 8, 8),
                value(ROWS, 1),
                field(STRIP_LENGTHS, 30, 30, 30));
        assertThat(TestImages.prepared(file, TestImages.asIs(30, 3))).containsOnly(200);
    }

    @Test
    void tilesOfJpegMayReachBelowAnImageAsWideAsOneTile() {
        BufferedImage grey = new BufferedImage(256, 256, BufferedImage.TYPE_BYTE_GRAY);
        Arrays.fill(((DataBufferByte) grey.getRaster().getDataBuffer()).getData(), (byte) 90);
        byte[] tile = TestImages.encoded(grey, "jpg");
        byte[] file = file(
                tile,
                value(WIDTH, 256),
                value(HEIGHT, 300),
                value(BITS, 8),
                value(COMPRESSION, JPEG),
                value(COLOURS, 1),
                value(SAMPLES, 1),
                value(TILE_WIDTH, 256),
                value(TILE_HEIGHT, 256),
                field(TILES, 8, 8),
                field(TILE_LENGTHS, tile.length, tile.length));
        assertThat(TestImages.prepared(file, TestImages.asIs(256, 300))).containsOnly(90);
    }

    @Test
    void tinyPartsOfJpegAreRefusedBeforeOneIsDecoded() {
        int[] offsets = new int[LONGEST_SIDE];
        byte[] file = file(
                new byte[0],
                value(WIDTH, 1),
                value(HEIGHT, LONGEST_SIDE),
                value(BITS, 8),
                value(COMPRESSION, JPEG),
                value(COLOURS, 1),
                field(STRIPS, offsets),
                value(ROWS, 1),
                field(STRIP_LENGTHS, offsets));
        refused(file).hasMessageContaining("1048576 parts, over the limit");
    }

    @Test
    void tilesFarWiderThanTheImageAreRefused() {
        int[] offsets = new int[LONGEST_SIDE / 4];
        byte[] file = file(
                new byte[0],
                value(WIDTH, 1),
                value(HEIGHT, LONGEST_SIDE),
                value(BITS, 8),
                value(COMPRESSION, DEFLATE),
                value(COLOURS, 1),
                value(TILE_WIDTH, LONGEST_SIDE),
                value(TILE_HEIGHT, 4),
                field(TILES, offsets),
                field(TILE_LENGTHS, offsets));
        refused(file).hasMessageContaining("far more pixels than the image");
    }

    @Test
    void listsOfFarMorePartsThanTheFileHasNeedNoMemory() {
        int[] many = new int[1_000_000];
        Arrays.fill(many, 8);
        byte[] file = file(
                new byte[] {7, 7},
                value(WIDTH, 2),
                value(HEIGHT, 1),
                value(BITS, 8),
                value(COLOURS, 1),
                field(STRIPS, many),
                field(STRIP_LENGTHS, many));
        assertThat(TestImages.prepared(file, TestImages.asIs(2, 1))).containsOnly(7);
    }

    @Test
    void whatAllStripsHoldBeyondTheImageIsBounded() {
        byte[] packed = deflated(new byte[700_000]);
        byte[] file = file(
                packed,
                value(WIDTH, 1000),
                value(HEIGHT, 4),
                value(BITS, 8),
                value(COMPRESSION, DEFLATE),
                value(COLOURS, 1),
                field(STRIPS, 8, 8, 8, 8),
                value(ROWS, 1),
                field(STRIP_LENGTHS, packed.length, packed.length, packed.length, packed.length));
        refused(file).hasMessageContaining("holds far more than the image");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(byte[] file) {
        return assertThatThrownBy(() -> TestImages.prepared(file, SMALL))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isIn(DataKind.CORRUPT, DataKind.TOO_LARGE));
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(content);
            deflater.finish();
            byte[] packed = new byte[content.length];
            return Arrays.copyOf(packed, deflater.deflate(packed));
        } finally {
            deflater.end();
        }
    }

    private static int[] value(int tag, int value) {
        return new int[] {tag, value};
    }

    private static int[] field(int tag, int... values) {
        int[] field = Arrays.copyOf(new int[] {tag}, values.length + 1);
        System.arraycopy(values, 0, field, 1, values.length);
        return field;
    }

    /** A big-endian file with {@code data} at offset 8; a field is its tag and its values. */
    private static byte[] file(byte[] data, int[]... fields) {
        List<byte[]> lists = new ArrayList<>();
        int place = 8 + data.length + data.length % 2;
        ByteBuffer directory = ByteBuffer.allocate(2 + 12 * fields.length + 4);
        directory.putShort((short) fields.length);
        for (int[] field : fields) {
            int count = field.length - 1;
            boolean small = count == 1 && field[1] <= 0xFFFF;
            directory
                    .putShort((short) field[0])
                    .putShort((short) (small ? SHORT : LONG))
                    .putInt(count);
            if (count == 1) {
                directory.putInt(small ? field[1] << 16 : field[1]);
                continue;
            }
            directory.putInt(place);
            ByteBuffer list = ByteBuffer.allocate(4 * count);
            list.asIntBuffer().put(field, 1, count);
            lists.add(list.array());
            place += 4 * count;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(8).putInt(0x4D4D002A).putInt(place).array());
        out.writeBytes(data);
        out.writeBytes(new byte[data.length % 2]);
        lists.forEach(out::writeBytes);
        out.writeBytes(directory.array());
        return out.toByteArray();
    }
}
