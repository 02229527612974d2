package org.tl4j.data.internal.format;

import java.io.IOException;
import java.util.Optional;

/** Reads headers of every format. */
public final class ImageHeaders {
    private ImageHeaders() {}

    /**
     * Reads the header of an image and checks its structure to the end, as far as the format allows it.
     *
     * @param bytes a supply of which nothing is read yet
     * @param limits the largest permitted size
     * @return empty if the first bytes are those of no supported image format
     * @throws BrokenImageException if it is an image that cannot be used: truncated, too large, of an unsupported kind
     * @throws IOException if the bytes cannot be read
     */
    public static Optional<ImageHeader> read(HeaderReader bytes, ImageLimits limits)
            throws IOException, BrokenImageException {
        byte[] head = bytes.peek(UnsupportedFormat.BYTES);
        Optional<UnsupportedFormat> foreign = UnsupportedFormat.of(head);
        if (foreign.isPresent() && foreign.get().image()) {
            throw BrokenImageException.unsupported(foreign.get().reason());
        }
        Optional<ImageFormat> format = ImageFormat.of(head);
        if (format.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    switch (format.get()) {
                        case JPEG -> new JpegHeader(bytes, limits).read();
                        case PNG -> new PngHeader(bytes, limits).read();
                        case BMP -> BmpHeader.read(bytes.all(), limits);
                        case TIFF -> TiffHeader.read(bytes.all(), limits);
                        case WEBP -> new WebpHeader(bytes, limits).read();
                    });
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw BrokenImageException.contradictory(format.get(), e);
        } catch (OutOfMemoryError e) {
            // The failed allocation is in proportion to the file, so only this image is left out.
            throw BrokenImageException.needsMemory(e);
        }
    }

    /**
     * Describes bytes that are not a supported image; the text follows a name in a message.
     *
     * @param bytes a supply of which nothing is read yet
     * @throws IOException if the bytes cannot be read
     */
    public static BrokenImageException unknown(HeaderReader bytes) throws IOException {
        byte[] head = bytes.peek(UnsupportedFormat.BYTES);
        if (head.length == 0) {
            return BrokenImageException.corrupt("is empty");
        }
        return BrokenImageException.unsupported(UnsupportedFormat.of(head)
                .map(UnsupportedFormat::reason)
                .orElse("is no image: it must be JPEG, PNG, BMP, TIFF or WebP, whatever its name says"));
    }
}
