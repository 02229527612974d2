package org.tl4j.data.internal.imaging;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.tl4j.core.dataset.ReadingSettings;
import org.tl4j.core.error.DataException;
import org.tl4j.core.error.Problem;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.ImageSizeReader;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.HeaderReader;
import org.tl4j.data.internal.format.ImageHeader;
import org.tl4j.data.internal.format.ImageHeaders;
import org.tl4j.data.internal.format.ImageLimits;

/** Reads image sizes from the headers of image files. Stateless and thread-safe. */
final class HeaderSizeReader implements ImageSizeReader {
    private final ImageLimits limits;

    HeaderSizeReader(ImageLimits limits) {
        this.limits = limits;
    }

    @Override
    public ImageSizeReader within(ReadingSettings settings) {
        return new HeaderSizeReader(ImageLimits.of(settings));
    }

    @Override
    public ImageSize size(byte[] encoded) {
        try {
            ImageHeader header = ImageHeaders.read(HeaderReader.of(encoded, limits), limits)
                    .orElseThrow(() -> BrokenImageException.unsupported("does not begin like a known image format"));
            return new ImageSize(header.uprightWidth(), header.uprightHeight());
        } catch (BrokenImageException e) {
            throw new DataException(
                    e.kind(),
                    new Problem(
                            "image data", "must begin with the header of an image", "one that " + e.getMessage(), ""),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory are always readable", e);
        }
    }
}
