package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.ImageFormat;
import org.tl4j.data.internal.format.ImageHeader;

class OpenCvDecoderTest {
    private static final ImageHeader HEADER = new ImageHeader(ImageFormat.PNG, 400, 300, 1, null);

    @Test
    void anExceptionOfNativeCodeIsADamagedImage() {
        RuntimeException thrown = new RuntimeException("OpenCV(4.10.0) error: (-215:Assertion failed)");
        assertThatThrownBy(() -> OpenCvDecoder.refusing(HEADER, () -> {
                    throw thrown;
                }))
                .isInstanceOf(BrokenImageException.class)
                .hasMessageContaining("is a PNG that cannot be decoded")
                .hasCause(thrown);
    }

    @Test
    void aLackOfNativeMemoryIsATooLargeImage() {
        OutOfMemoryError thrown = new OutOfMemoryError("Physical memory usage is too high");
        assertThatThrownBy(() -> OpenCvDecoder.refusing(HEADER, () -> {
                    throw thrown;
                }))
                .isInstanceOf(BrokenImageException.class)
                .hasMessageContaining("needs more memory to be decoded than is available: 400x300 pixels")
                .hasCause(thrown);
    }
}
