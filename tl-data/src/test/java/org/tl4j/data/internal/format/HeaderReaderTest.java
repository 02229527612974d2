package org.tl4j.data.internal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.provenance.Digest;

class HeaderReaderTest {
    private static final ImageLimits LIMITS = new ImageLimits(100, 1_000_000);

    @ParameterizedTest
    @CsvSource({"0, true", "1, true", "65536, true", "65537, false", "300000, true", "300000, false", "999999, false"})
    void givesAllBytesWhetherOrNotTheStreamSaysHowMany(int count, boolean says)
            throws IOException, BrokenImageException {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        InputStream in = new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int available() {
                return says ? super.available() : 0;
            }
        };
        HeaderReader supply = HeaderReader.of(in, Digest.sha256(), LIMITS);
        supply.peek(18);
        assertThat(supply.all()).isEqualTo(bytes);
        supply.drain();
    }

    @Test
    void aFileThatDoesNotFitIntoMemoryIsTooLarge() {
        InputStream in = new InputStream() {
            private int given;

            @Override
            public int read() {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                if (given > 0) {
                    throw new OutOfMemoryError("Java heap space");
                }
                byte[] head = {'I', 'I', 42, 0, 8, 0, 0, 0};
                System.arraycopy(head, 0, target, offset, head.length);
                given = length;
                return length;
            }
        };
        assertThatThrownBy(() -> ImageHeaders.read(HeaderReader.of(in, Digest.sha256(), LIMITS), LIMITS))
                .isInstanceOfSatisfying(
                        BrokenImageException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.TOO_LARGE))
                .hasMessageContaining("more memory");
    }
}
