package org.tl4j.data.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Directories that declare one size to this parser and another to the decoder. */
class TiffHeaderTest {
    private static final ImageLimits LIMITS = new ImageLimits(100, 1_000_000);
    private static final int SHORT = 3;
    private static final int LONG = 4;

    @Test
    void readsSizesOfEitherType() throws IOException, BrokenImageException {
        ImageHeader header = read(
                new int[] {256, SHORT, 1, 2},
                new int[] {257, LONG, 1, 3},
                new int[] {258, SHORT, 1, 8},
                new int[] {262, SHORT, 1, 1},
                new int[] {273, LONG, 1, 8},
                new int[] {279, LONG, 1, 6});
        assertThat(header.width()).isEqualTo(2);
        assertThat(header.height()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {256, 257})
    void aFieldThatStandsTwiceIsRefused(int tag) {
        int[] small = {tag, LONG, 1, 10};
        int[] large = {tag, LONG, 1, 60_000};
        assertThatThrownBy(() -> read(small, large)).hasMessageContaining("occurs twice in its directory");
    }

    @Test
    void sizesOverTheLimitAreRefused() {
        assertThatThrownBy(() -> read(new int[] {256, LONG, 1, 60_000}, new int[] {257, LONG, 1, 60_000}))
                .hasMessageContaining("60000x60000 pixels, over the limit");
    }

    /** BYTE, SBYTE, SLONG, DOUBLE and LONG8. */
    @ParameterizedTest
    @ValueSource(ints = {1, 6, 9, 12, 16})
    void sizesOfOtherTypesAreRefused(int type) {
        assertThatThrownBy(() -> read(new int[] {256, type, 1, 8}, new int[] {257, LONG, 1, 30}))
                .isInstanceOf(BrokenImageException.class)
                .hasMessageContaining("its size is no whole number of 16 or 32 bits");
    }

    @Test
    void sizesOfSeveralValuesAreRefused() {
        assertThatThrownBy(() -> read(new int[] {256, SHORT, 2, 8}, new int[] {257, LONG, 1, 30}))
                .isInstanceOf(BrokenImageException.class)
                .hasMessageContaining("its size is no whole number");
    }

    /** A little-endian file of one directory; an entry is tag, type, count and value. */
    private static ImageHeader read(int[]... entries) throws IOException, BrokenImageException {
        ByteBuffer file = ByteBuffer.allocate(64 + 12 * entries.length).order(ByteOrder.LITTLE_ENDIAN);
        file.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8).putShort((short) entries.length);
        for (int[] entry : entries) {
            file.putShort((short) entry[0])
                    .putShort((short) entry[1])
                    .putInt(entry[2])
                    .putInt(entry[3]);
        }
        return TiffHeader.read(file.array(), LIMITS);
    }
}
