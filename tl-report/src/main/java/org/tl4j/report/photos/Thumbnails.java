package org.tl4j.report.photos;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tl4j.core.dataset.ImageLocation;
import org.tl4j.core.error.InterruptedWorkException;
import org.tl4j.core.error.Tl4jException;
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
     * Reads small copies. An image that cannot be read is left out.
     *
     * @param wanted where the images are, the most important first; one that occurs again counts once
     * @param bytes how many all may take in the page
     */
    public static Thumbnails read(ThumbnailReader reader, List<ImageLocation> wanted, int bytes) {
        LinkedHashSet<ImageLocation> each = new LinkedHashSet<>(wanted);
        int side = side(each.size(), bytes);
        Map<ImageLocation, Picture> pictures = new HashMap<>();
        int left = bytes;
        int failed = 0;
        for (ImageLocation location : each) {
            Optional<Picture> picture = read(reader, location, side, "i" + pictures.size());
            if (picture.isEmpty()) {
                failed++;
                continue;
            }
            left -= picture.get().bytes();
            if (left < 0) {
                break;
            }
            pictures.put(location, picture.get());
        }
        if (failed > 0) {
            LOG.warn("{} images are not shown in the report, since they could not be read again", failed);
        }
        return new Thumbnails(pictures);
    }

    private static int side(int images, int bytes) {
        for (int side : SIDES) {
            if (images * ENCODED_BYTES_PER_PIXEL * side * side <= bytes) {
                return side;
            }
        }
        return SIDES[SIDES.length - 1];
    }

    private static Optional<Picture> read(ThumbnailReader reader, ImageLocation location, int side, String id) {
        try {
            return Optional.of(new Picture(id, reader.read(location, side)));
        } catch (InterruptedWorkException e) {
            throw e;
        } catch (Tl4jException e) {
            LOG.debug("{} is not shown in the report: {}", location, e.getMessage());
            return Optional.empty();
        }
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
