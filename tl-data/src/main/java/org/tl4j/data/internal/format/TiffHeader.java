package org.tl4j.data.internal.format;

import java.io.IOException;

/**
 * Reads the first directory of a TIFF 6.0. Rows may lie in any place, so a missing one is found by the decoder; here only a
 * file that ends before its directory, or before its only strip does, is refused.
 */
final class TiffHeader {
    private static final int LONG = 4;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int STRIP_OFFSETS = 273;
    private static final int STRIP_LENGTHS = 279;

    private final ByteSupply bytes;
    private final SizeLimit limit;
    private boolean little;
    private long width;
    private long height;
    private int orientation = ExifOrientation.UPRIGHT;
    private long stripOffset;
    private long stripLength;

    TiffHeader(ByteSupply bytes, SizeLimit limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    ImageHeader read() throws IOException, BrokenImageException {
        little = bytes.unsignedByte() == 'I';
        bytes.skip(3);
        long directory = number();
        if (directory < 8) {
            throw new BrokenImageException("is a damaged TIFF: its directory lies inside its header");
        }
        bytes.reach(directory);
        for (int entries = half(); entries > 0; entries--) {
            entry();
        }
        limit.check(width, height);
        bytes.reach(stripOffset + stripLength);
        return new ImageHeader(ImageFormat.TIFF, (int) width, (int) height, orientation);
    }

    private void entry() throws IOException, BrokenImageException {
        int tag = half();
        int type = half();
        boolean single = number() == 1;
        boolean size = tag == WIDTH || tag == HEIGHT;
        // The decoder also reads sizes of other types, which would be offsets here and pass by the limit.
        if (size && !(single && (type == ExifOrientation.SHORT || type == LONG))) {
            throw new BrokenImageException("is a damaged TIFF: its size is no whole number of 16 or 32 bits");
        }
        long end = bytes.position() + 4;
        long value = type == ExifOrientation.SHORT ? half() : number();
        bytes.reach(end);
        if (single) {
            switch (tag) {
                // The decoder takes the first of several; the largest is over the limit whichever it takes.
                case WIDTH -> width = Math.max(width, value);
                case HEIGHT -> height = Math.max(height, value);
                case STRIP_OFFSETS -> stripOffset = value;
                case STRIP_LENGTHS -> stripLength = value;
                case ExifOrientation.TAG ->
                    orientation = ExifOrientation.valid((int) value).orElse(orientation);
                default -> {
                    // Colours, resolution and the like are the decoder's matter.
                }
            }
        }
    }

    private int half() throws IOException, BrokenImageException {
        return little ? bytes.littleShort() : bytes.bigShort();
    }

    private long number() throws IOException, BrokenImageException {
        return little ? bytes.littleInt() : bytes.bigInt();
    }
}
