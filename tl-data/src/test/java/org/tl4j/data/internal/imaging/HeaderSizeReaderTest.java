package org.tl4j.data.internal.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.ImageData;
import org.tl4j.data.TestImages;

class HeaderSizeReaderTest {
    private final ImageSizeReader reader = ImageData.imageSizeReader();

    @Test
    void readsTheSizeOfEveryFormat() {
        for (String format : new String[] {"png", "jpg", "bmp"}) {
            byte[] encoded = TestImages.encoded(TestImages.gradient(37, 21), format);
            assertThat(reader.size(encoded)).as(format).isEqualTo(new ImageSize(37, 21));
        }
    }

    @Test
    void refusesWhatIsNoImageAndWhatIsTooLarge() {
        assertThatThrownBy(() -> reader.size(new byte[0])).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> reader.size(new byte[100])).isInstanceOf(DataException.class);
        byte[] large = TestImages.encoded(new BufferedImage(1100, 1000, BufferedImage.TYPE_BYTE_GRAY), "png");
        assertThatThrownBy(() ->
                        Imaging.imageSizeReader(new ReadingSettings(1, false)).size(large))
                .isInstanceOf(DataException.class);
    }
}
