package org.tl4j.data.internal.format;

import java.io.IOException;
import java.util.OptionalInt;

/**
 * Walks the chunks of a PNG (ISO/IEC 15948) up to its end chunk. Only the chunks of the picture go to the decoder; of an
 * animation these are the chunks of the still picture.
 */
final class PngHeader {
    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504C5445;
    private static final int TRANSPARENCY = 0x74524E53;
    private static final int DATA = 0x49444154;
    private static final int EXIF = 0x65584966;
    private static final int TEXT = 0x74455874;
    private static final int COMPRESSED_TEXT = 0x7A545874;
    private static final int INTERNATIONAL_TEXT = 0x69545874;
    private static final int END = 0x49454E44;
    private static final int LONGEST_EXIF = 1 << 20;

    /** The bit of an ancillary chunk. A decoder that does not know a chunk without this bit must give up. */
    private static final int ANCILLARY = 0x20000000;

    private final HeaderReader bytes;
    private final ImageLimits limits;
    private final Essence essence = new Essence();
    private OptionalInt exif = OptionalInt.empty();
    private OptionalInt text = OptionalInt.empty();
    private boolean data;

    PngHeader(HeaderReader bytes, ImageLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    ImageHeader read() throws IOException, BrokenImageException {
        bytes.skip(8);
        long headerLength = bytes.bigInt();
        if ((int) bytes.bigInt() != HEADER || headerLength != 13) {
            throw damaged("it does not begin with its header chunk");
        }
        long width = bytes.bigInt();
        long height = bytes.bigInt();
        limits.check(width, height);
        bytes.skip(5 + 4);
        essence.keep(0, bytes.position());
        int type = HEADER;
        while (type != END) {
            type = chunk();
        }
        if (!data) {
            throw BrokenImageException.corrupt("is a PNG without picture data");
        }
        int orientation = exif.orElse(text.orElse(ExifOrientation.UPRIGHT));
        return new ImageHeader(ImageFormat.PNG, (int) width, (int) height, orientation, essence);
    }

    private int chunk() throws IOException, BrokenImageException {
        long start = bytes.position();
        long length = bytes.bigInt();
        int type = (int) bytes.bigInt();
        long end = bytes.position() + length + 4;
        switch (type) {
            case PALETTE, TRANSPARENCY, DATA, END -> essence.keep(start, end);
            case EXIF -> {
                if (length <= LONGEST_EXIF) {
                    exif = ExifOrientation.ofChunk(bytes.bytes((int) length));
                }
            }
            case TEXT, COMPRESSED_TEXT, INTERNATIONAL_TEXT -> {
                if (length <= LONGEST_EXIF && text.isEmpty()) {
                    text = PngProfile.orientation(
                            type == COMPRESSED_TEXT, type == INTERNATIONAL_TEXT, bytes.bytes((int) length));
                }
            }
            default -> {
                if ((type & ANCILLARY) == 0) {
                    throw damaged("it holds an unknown critical chunk");
                }
            }
        }
        data |= type == DATA;
        bytes.reach(end);
        if (essence.isScattered()) {
            throw damaged("it has more chunks than an intact file");
        }
        return type;
    }

    private static BrokenImageException damaged(String how) {
        return BrokenImageException.corrupt("is a damaged PNG: " + how);
    }
}
