package org.tl4j.report.photos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.error.DataException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.core.preprocessing.ThumbnailReader;

class ThumbnailsTest {
    private static final ThumbnailReader READER =
            (location, side) -> new Thumbnail(ImageSize.square(side), new byte[3 * side * side / 40]);

    @Test
    void moreImportantImagesComeFirstAndTheBudgetHolds() {
        List<ImageLocation> wanted = locations(1000);
        Thumbnails thumbnails = Thumbnails.read(READER, wanted, 100_000);
        int bytes = wanted.stream()
                .flatMap(location -> thumbnails.of(location).stream())
                .mapToInt(picture -> picture.bytes())
                .sum();
        assertThat(bytes).isBetween(90_000, 100_000);
        assertThat(thumbnails.of(wanted.get(0))).isPresent();
        assertThat(thumbnails.of(wanted.get(999))).isEmpty();
    }

    @Test
    void fewImagesAreLarger() {
        List<Integer> sides = new ArrayList<>();
        ThumbnailReader reader = (location, side) -> {
            sides.add(side);
            return READER.read(location, side);
        };
        Thumbnails.read(reader, locations(1), 3_000_000);
        Thumbnails.read(reader, locations(2000), 3_000_000);
        assertThat(sides.get(0)).isGreaterThan(sides.get(1));
    }

    @Test
    void anImageThatOccursAgainIsReadOnce() {
        List<ImageLocation> read = new ArrayList<>();
        ThumbnailReader reader = (location, side) -> {
            read.add(location);
            return READER.read(location, side);
        };
        ImageLocation one = locations(1).get(0);
        assertThat(Thumbnails.read(reader, List.of(one, one), 1_000_000).size()).isEqualTo(1);
        assertThat(read).hasSize(1);
    }

    @Test
    void anImageThatCannotBeReadIsLeftOut() {
        List<ImageLocation> wanted = locations(3);
        ThumbnailReader reader = (location, side) -> {
            if (location.equals(wanted.get(1))) {
                throw new DataException("image", "must be whole", "half of one", "");
            }
            return READER.read(location, side);
        };
        Thumbnails thumbnails = Thumbnails.read(reader, wanted, 1_000_000);
        assertThat(thumbnails.size()).isEqualTo(2);
        assertThat(thumbnails.of(wanted.get(1))).isEmpty();
    }

    private static List<ImageLocation> locations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ImageLocation.file(Path.of(i + ".jpg")))
                .toList();
    }
}
