package org.tl4j.report.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.InterruptedWorkException;
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
        List<Integer> sides = Collections.synchronizedList(new ArrayList<>());
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
        List<ImageLocation> read = Collections.synchronizedList(new ArrayList<>());
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

    @Test
    void identifiersFollowTheOrderWhateverThreadIsFaster() {
        List<ImageLocation> wanted = locations(100);
        Thumbnails thumbnails = Thumbnails.read(READER, wanted, 1_000_000);
        assertThat(wanted)
                .extracting(location -> thumbnails.of(location).orElseThrow().id())
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "i" + i).toList());
    }

    /** A thread reads while another one does, so each waits until the other has begun. */
    @Test
    @Timeout(60)
    void severalImagesAreReadAtTheSameTime() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
        CountDownLatch begun = new CountDownLatch(2);
        ThumbnailReader reader = (location, side) -> {
            begun.countDown();
            await(begun);
            return READER.read(location, side);
        };
        assertThat(Thumbnails.read(reader, locations(2), 1_000_000).size()).isEqualTo(2);
    }

    @Test
    void anInterruptedThreadGetsAnExceptionAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Thumbnails.read(READER, locations(3), 1_000_000))
                .isInstanceOf(InterruptedWorkException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<ImageLocation> locations(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ImageLocation.file(Path.of(i + ".jpg")))
                .toList();
    }
}
