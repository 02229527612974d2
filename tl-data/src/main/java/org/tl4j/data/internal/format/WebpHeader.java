package org.tl4j.data.internal.format;

import java.io.IOException;

/** Walks the chunks of a WebP (RFC 9649) up to the end that the container declares. */
final class WebpHeader {
    private static final int LOSSY = 0x56503820;
    private static final int LOSSLESS = 0x5650384C;
    private static final int EXTENDED = 0x56503858;
    private static final int EXIF = 0x45584946;
    private static final int ANIMATION_FLAG = 2;
    private static final int LONGEST_EXIF = 1 << 20;

    private final HeaderReader bytes;
    private final ImageLimits limits;
    private int width;
    private int height;
    private int orientation = ExifOrientation.UPRIGHT;

    WebpHeader(HeaderReader bytes, ImageLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    ImageHeader read() throws IOException, BrokenImageException {
        bytes.skip(4);
        long end = bytes.littleInt() + 8;
        bytes.skip(4);
        while (bytes.position() + 8 <= end) {
            int type = (int) bytes.bigInt();
            long length = bytes.littleInt();
            long next = bytes.position() + length + (length & 1);
            chunk(type, length);
            // Some writers leave out the padding of the last chunk.
            bytes.reach(Math.min(next, Math.max(end, bytes.position())));
        }
        bytes.reach(end);
        if (width == 0) {
            throw BrokenImageException.corrupt("is a WebP without picture data");
        }
        return new ImageHeader(ImageFormat.WEBP, width, height, orientation, Essence.whole());
    }

    private void chunk(int type, long length) throws IOException, BrokenImageException {
        switch (type) {
            case LOSSY -> {
                bytes.skip(6);
                size(bytes.littleShort() & 0x3FFF, bytes.littleShort() & 0x3FFF);
            }
            case LOSSLESS -> {
                bytes.skip(1);
                long bits = bytes.littleInt();
                size((int) (bits & 0x3FFF) + 1, (int) (bits >> 14 & 0x3FFF) + 1);
            }
            case EXTENDED -> {
                if ((bytes.unsignedByte() & ANIMATION_FLAG) != 0) {
                    throw BrokenImageException.unsupported(
                            "is an animated WebP, which is not supported; save one frame of it");
                }
                bytes.skip(3);
                size(threeBytes() + 1, threeBytes() + 1);
            }
            case EXIF -> {
                if (length <= LONGEST_EXIF) {
                    orientation =
                            ExifOrientation.ofChunk(bytes.bytes((int) length)).orElse(orientation);
                }
            }
            default -> {
                // Colour profiles, alpha planes and similar chunks are left to the decoder.
            }
        }
    }

    private void size(int declaredWidth, int declaredHeight) throws BrokenImageException {
        limits.check(declaredWidth, declaredHeight);
        width = declaredWidth;
        height = declaredHeight;
    }

    private int threeBytes() throws IOException, BrokenImageException {
        return bytes.littleShort() | bytes.unsignedByte() << 16;
    }
}
