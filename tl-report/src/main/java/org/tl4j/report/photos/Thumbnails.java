package org.tl4j.report.photos;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.concurrent.LookAhead;
import org.tl4j.core.concurrent.Workers;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.preprocessing.Thumbnail;
import org.tl4j.core.preprocessing.ThumbnailReader;
import org.tl4j.report.Picture;

/**
 * The small copies of a page: each image once, the more important ones first, and no more bytes than the page may have. Fewer
 * images are shown larger. Immutable.
 */
public final class Thumbnails {
    /** No images. */
    public static final Thumbnails NONE = new Thumbnails(Map.of());

    private static final Logger LOG = LoggerFactory.getLogger(Thumbnails.class);

    /** Longer sides in pixels; at the quality of thumbnails a photo takes about 0.3 bytes per pixel. */
    private static final int[] SIDES = {240, 192, 144, 112, 80};

    private static final double ENCODED_BYTES_PER_PIXEL = 0.3;

    private final Map<ImageLocation, Picture> pictures;

    private Thumbnails(Map<ImageLocation, Picture> pictures) {
        this.pictures = pictures;
    }

    /**
     * Reads small copies, several at the same time. An image that cannot be read is left out.
     *
     * @param wanted where the images are, the most important first; one that occurs again counts once
     * @param bytes how many all may take in the page
     * @throws InterruptedWorkException if this thread is interrupted before the last; it stays so
     */
    public static Thumbnails read(ThumbnailReader reader, List<ImageLocation> wanted, int bytes) {
        List<ImageLocation> each = List.copyOf(new LinkedHashSet<>(wanted));
        ThumbnailBatches batches = new ThumbnailBatches(reader, each, side(each.size(), bytes));
        Chosen chosen = new Chosen(bytes);
        try (Workers workers = Workers.ofProcessors("thumbnails")) {
            new LookAhead<>(workers, batches)
                    .eachUntilInterrupted(0, batches.count(), (number, batch) -> chosen.take(batch));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWorkException(
                    new Problem(
                            "the photos of the report",
                            "must not be interrupted",
                            "an interruption after %d of %d".formatted(chosen.pictures.size(), each.size()),
                            ""),
                    e);
        }
        if (chosen.failed > 0) {
            LOG.warn("{} images are not shown in the report, since they could not be read again", chosen.failed);
        }
        return new Thumbnails(chosen.pictures);
    }

    /** The pictures that fit, in their order. For one thread. */
    private static final class Chosen {
        private final Map<ImageLocation, Picture> pictures = new HashMap<>();
        private int left;
        private int failed;

        Chosen(int bytes) {
            this.left = bytes;
        }

        /** Whether there is room for more. */
        boolean take(ThumbnailBatches.Batch batch) {
            for (int i = 0; i < batch.locations().size(); i++) {
                Optional<Thumbnail> copy = batch.copies().get(i);
                if (copy.isEmpty()) {
                    failed++;
                    continue;
                }
                Picture picture = new Picture("i" + pictures.size(), copy.orElseThrow());
                left -= picture.bytes();
                if (left < 0) {
                    return false;
                }
                pictures.put(batch.locations().get(i), picture);
            }
            return true;
        }
    }

    private static int side(int images, int bytes) {
        for (int side : SIDES) {
            if (images * ENCODED_BYTES_PER_PIXEL * side * side <= bytes) {
                return side;
            }
        }
        return SIDES[SIDES.length - 1];
    }

    /** The small copy of an image, if there is one. */
    public Optional<Picture> of(ImageLocation location) {
        return Optional.ofNullable(pictures.get(location));
    }

    /** How many images there are. */
    public int size() {
        return pictures.size();
    }
}
