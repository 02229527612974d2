package org.tl4j.data.internal.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Common files that are not images are identified in the message. */
class UnsupportedFormatTest {
    private static final ImageLimits LIMITS = new ImageLimits(100, 1_000_000);

    @ParameterizedTest
    @CsvSource(textBlock = """
                    GIF89a, a GIF
                    '\\0\\0\\0\\30ftypheic', a HEIC image
                    '\\0\\0\\0\\30ftypmif1', a HEIF image
                    '\\0\\0\\0\\30ftypavif', an AVIF image
                    '\\0\\0\\0\\30ftypisom', a video
                    '\\0\\0\\0\\30ftypcrx ', a camera raw image (CR3)
                    '\\0\\0\\0\\14jP  \\r\\n', a JPEG 2000 image
                    '\\377O\\377Q', a JPEG 2000 image
                    '\\377\\n\\0', a JPEG XL image
                    '\\0\\0\\0\\14JXL \\r\\n', a JPEG XL image
                    'II+\\0', a BigTIFF
                    'MM\\0+', a BigTIFF
                    'II*\\0\\20\\0\\0\\0CR', a camera raw image (CR2)
                    FUJIFILMCCD-RAW, a camera raw image (RAF)
                    '<?xml version="1.0"?> <svg xmlns=""/>', an SVG drawing
                    '  <!DOCTYPE html><html>', an HTML page
                    '<html><head>', an HTML page
                    %PDF-1.7, a PDF document
                    'version https://git-lfs.github.com/spec/v1', a Git LFS pointer
                    '{"error": 404}', a JSON document
                    'PK\\3\\4', a zip
                    'Not Found', is no image
                    '', is empty
                    """)
    void saysWhatItIs(String head, String expected) throws IOException {
        byte[] bytes = head.translateEscapes().getBytes(ISO_8859_1);
        assertThat(refusal(bytes)).hasMessageContaining(expected);
    }

    private static BrokenImageException refusal(byte[] bytes) throws IOException {
        try {
            assertThat(ImageHeaders.read(HeaderReader.of(bytes, LIMITS), LIMITS))
                    .isEmpty();
            return ImageHeaders.unknown(HeaderReader.of(bytes, LIMITS));
        } catch (BrokenImageException e) {
            return e;
        }
    }
}
