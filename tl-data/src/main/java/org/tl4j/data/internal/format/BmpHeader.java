package org.tl4j.data.internal.format;

import java.io.IOException;

/** Reads the two headers of a bitmap and, where the rows are not compressed, makes sure that they are all there. */
final class BmpHeader {
    private static final int OLD_HEADER = 12;
    private static final int UNCOMPRESSED = 0;
    private static final int BIT_FIELDS = 3;

    private BmpHeader() {}

    static ImageHeader read(ByteSupply bytes, SizeLimit limit) throws IOException, BrokenImageException {
        bytes.skip(10);
        long dataOffset = bytes.littleInt();
        boolean old = bytes.littleInt() == OLD_HEADER;
        long width = old ? bytes.littleShort() : (int) bytes.littleInt();
        // A negative height says that the rows run from top to bottom.
        long height = Math.abs(old ? bytes.littleShort() : (int) bytes.littleInt());
        limit.check(width, height);
        bytes.skip(2);
        int bitsPerPixel = bytes.littleShort();
        long compression = old ? UNCOMPRESSED : bytes.littleInt();
        if (compression == UNCOMPRESSED || compression == BIT_FIELDS) {
            long rowBytes = (width * bitsPerPixel + 31) / 32 * 4;
            bytes.reach(dataOffset + rowBytes * height);
        }
        return new ImageHeader(ImageFormat.BMP, (int) width, (int) height, ExifOrientation.UPRIGHT);
    }
}
