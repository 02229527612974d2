package org.tl4j.application.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.dataset.SkippedImage;

class SkippedTextTest {
    @Test
    void nothingIsSaidOfNone() {
        assertThat(SkippedText.of(List.of(), "--json")).isEmpty();
    }

    @Test
    void oneIsSaidWithItsReason() {
        assertThat(SkippedText.of(images(1), "--json"))
                .containsExactly("1 image was skipped:", "  0.jpg: must be an image");
    }

    @Test
    void theFirstTenOfManyAreListed() {
        assertThat(SkippedText.of(images(12), "the report"))
                .hasSize(12)
                .startsWith("12 images were skipped:")
                .endsWith("  and 2 more; the report lists them all");
    }

    private static List<SkippedImage> images(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new SkippedImage(ImageLocation.file(Path.of(i + ".jpg")), "must be an image"))
                .toList();
    }
}
