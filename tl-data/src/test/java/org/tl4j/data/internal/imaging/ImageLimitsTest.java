package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.ImageReader;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.DataKind;
import org.tl4j.core.preprocessing.ImagePreprocessor;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

/** The limits of the settings apply in the decoder and in the reader of files. */
class ImageLimitsTest {
    private static final Preprocessing RULE = TestImages.asIs(8, 8);

    @TempDir
    Path folder;

    @Test
    void pixelsOverTheLimitAreRefusedUntilItIsRaised() {
        byte[] jpeg = TestImages.encoded(TestImages.gradient(1300, 1000), "jpg");
        ImagePreprocessor small = ImageData.imagePreprocessor(1);
        assertThatThrownBy(() -> small.prepare(jpeg, RULE, TestImages.buffer(RULE)))
                .isInstanceOfSatisfying(
                        DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.TOO_LARGE));
        assertThatCode(() -> small.within(new ReadingSettings(2, false)).prepare(jpeg, RULE, TestImages.buffer(RULE)))
                .doesNotThrowAnyException();
    }

    @Test
    void filesOverTheLimitAreRefusedByNameBeforeTheyAreRead() throws IOException {
        Path file = Files.write(folder.resolve("long.png"), TestImages.png(1));
        try (ImageReader reader = ImageData.imageReader()) {
            assertThat(reader.read(ImageLocation.file(file))).isNotEmpty();
            assertThatThrownBy(() ->
                            reader.within(new ReadingSettings(100, 10, false)).read(ImageLocation.file(file)))
                    .isInstanceOfSatisfying(
                            DataException.class, e -> assertThat(e.kind()).isEqualTo(DataKind.TOO_LARGE))
                    .hasMessageContaining("long.png");
        }
    }
}
