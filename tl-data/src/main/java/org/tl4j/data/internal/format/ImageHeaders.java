package org.tl4j.data.internal.format;

import java.io.IOException;
import java.util.Optional;

/** Reads headers of every format. */
public final class ImageHeaders {
    private ImageHeaders() {}

    /**
     * Reads what an image says about itself and follows its structure to its end, as far as the format has one.
     *
     * @param bytes a supply of which nothing is read yet
     * @return empty if the bytes begin like no image that is known
     * @throws BrokenImageException if it is an image that cannot be used: truncated, too large, of an unsupported kind
     * @throws IOException if the bytes cannot be read
     */
    public static Optional<ImageHeader> read(ByteSupply bytes, SizeLimit limit)
            throws IOException, BrokenImageException {
        Optional<ImageFormat> format = ImageFormat.of(bytes.peek(ImageFormat.SIGNATURE_BYTES));
        if (format.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (format.get()) {
                    case JPEG -> new JpegHeader(bytes, limit).read();
                    case PNG -> PngHeader.read(bytes, limit);
                    case BMP -> BmpHeader.read(bytes, limit);
                    case TIFF -> new TiffHeader(bytes, limit).read();
                    case WEBP -> new WebpHeader(bytes, limit).read();
                    case GIF -> throw new BrokenImageException("is a GIF, which is not supported; convert it to PNG");
                });
    }
}
