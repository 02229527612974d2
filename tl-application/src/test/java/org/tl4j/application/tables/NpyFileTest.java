package org.tl4j.application.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.backbone.FeatureBatch;

class NpyFileTest {
    @TempDir
    private Path folder;

    /** The output of {@code numpy.save} of NumPy 2.4.6 for {@code array([[1, -2.5, 3e-8]], dtype=float32)}. */
    @Test
    void writesTheBytesThatNumpyWrites() throws IOException {
        FeatureBatch features = FeatureBatch.allocate(1, 3);
        features.values().put(0, 1f).put(1, -2.5f).put(2, 3e-8f);

        NpyFile.write(folder.resolve("a.npy"), features);

        String header = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }";
        byte[] expected = ByteBuffer.allocate(128 + 12)
                .put(HexFormat.of().parseHex("934e554d5059" + "0100" + "7600"))
                .put((header + " ".repeat(117 - header.length()) + "\n").getBytes(StandardCharsets.US_ASCII))
                .put(HexFormat.of().parseHex("0000803f" + "000020c0" + "59d90033"))
                .array();
        assertThat(Files.readAllBytes(folder.resolve("a.npy"))).isEqualTo(expected);
    }

    @Test
    void writesMoreThanOneChunk() throws IOException {
        FeatureBatch features = FeatureBatch.allocate(300, 512);
        for (int i = 0; i < 300 * 512; i++) {
            features.values().put(i, i);
        }

        NpyFile.write(folder.resolve("a.npy"), features);

        ByteBuffer bytes =
                ByteBuffer.wrap(Files.readAllBytes(folder.resolve("a.npy"))).order(ByteOrder.LITTLE_ENDIAN);
        int start = bytes.capacity() - 300 * 512 * Float.BYTES;
        for (int i = 0; i < 300 * 512; i++) {
            assertThat(bytes.getFloat(start + i * Float.BYTES)).isEqualTo(i);
        }
        assertThat(features.values().position()).isZero();
    }

    @Property(tries = 100)
    void valuesBeginAligned(@ForAll @IntRange(min = 0) int rows, @ForAll @IntRange(min = 1) int width) {
        byte[] header = NpyFile.header(rows, width);

        assertThat(header.length % 64).isZero();
        assertThat(ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN).getShort(8))
                .isEqualTo((short) (header.length - 10));
        assertThat(header[header.length - 1]).isEqualTo((byte) '\n');
    }
}
