package org.tl4j.data.internal.format;

import java.io.IOException;

/** Walks the chunks of a PNG (ISO/IEC 15948) up to its end chunk. */
final class PngHeader {
    private static final int HEADER = 0x49484452;
    private static final int DATA = 0x49444154;
    private static final int EXIF = 0x65584966;
    private static final int END = 0x49454E44;
    private static final int LONGEST_EXIF = 1 << 20;

    private PngHeader() {}

    static ImageHeader read(ByteSupply bytes, SizeLimit limit) throws IOException, BrokenImageException {
        bytes.skip(8);
        long headerLength = bytes.bigInt();
        if ((int) bytes.bigInt() != HEADER || headerLength != 13) {
            throw new BrokenImageException("is a damaged PNG: it does not begin with its header chunk");
        }
        long width = bytes.bigInt();
        long height = bytes.bigInt();
        limit.check(width, height);
        bytes.skip(5 + 4);
        int orientation = ExifOrientation.UPRIGHT;
        boolean data = false;
        while (true) {
            long length = bytes.bigInt();
            int type = (int) bytes.bigInt();
            long end = bytes.position() + length + 4;
            if (type == EXIF && length <= LONGEST_EXIF) {
                orientation = ExifOrientation.ofChunk(bytes.bytes((int) length)).orElse(orientation);
            }
            data |= type == DATA;
            bytes.reach(end);
            if (type == END) {
                break;
            }
        }
        if (!data) {
            throw new BrokenImageException("is a PNG without picture data");
        }
        return new ImageHeader(ImageFormat.PNG, (int) width, (int) height, orientation);
    }
}
