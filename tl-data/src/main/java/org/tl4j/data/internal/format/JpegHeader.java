package org.tl4j.data.internal.format;

import java.io.IOException;

/**
 * Walks the segments of a JPEG (ITU-T T.81, annex B) up to its end-of-image marker, which is the only sign that nothing is
 * missing: the decoder fills what a truncated file lacks with grey and says nothing. A preview in an application segment has
 * an end marker of its own, but segments are skipped by their length, so it is never mistaken for the end. What follows the
 * end marker is not looked at: many cameras and editors append something.
 */
final class JpegHeader {
    private static final int RESTART_0 = 0xD0;
    private static final int RESTART_7 = 0xD7;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int APPLICATION_1 = 0xE1;

    private final ByteSupply bytes;
    private final SizeLimit limit;
    private int width;
    private int height;
    private int orientation = ExifOrientation.UPRIGHT;
    private boolean scanned;

    JpegHeader(ByteSupply bytes, SizeLimit limit) {
        this.bytes = bytes;
        this.limit = limit;
    }

    ImageHeader read() throws IOException, BrokenImageException {
        bytes.skip(2);
        int marker = nextMarker();
        while (marker != END_OF_IMAGE) {
            boolean alone = (marker >= RESTART_0 && marker <= START_OF_IMAGE) || marker <= 1;
            if (!alone) {
                segment(marker);
            }
            marker = marker == START_OF_SCAN ? markerAfterScan() : nextMarker();
        }
        if (!scanned) {
            throw new BrokenImageException("is a JPEG without picture data");
        }
        return new ImageHeader(ImageFormat.JPEG, width, height, orientation);
    }

    private void segment(int marker) throws IOException, BrokenImageException {
        int length = bytes.bigShort() - 2;
        if (length < 0) {
            throw new BrokenImageException("is a damaged JPEG: a segment declares a negative length");
        }
        long end = bytes.position() + length;
        if (isStartOfFrame(marker)) {
            frame();
        } else if (marker == APPLICATION_1) {
            orientation =
                    ExifOrientation.ofApplicationSegment(bytes.bytes(length)).orElse(orientation);
        } else if (marker == START_OF_SCAN) {
            if (width == 0) {
                throw new BrokenImageException("is a damaged JPEG: picture data comes before the size");
            }
            scanned = true;
        }
        bytes.reach(end);
    }

    private void frame() throws IOException, BrokenImageException {
        int precision = bytes.unsignedByte();
        if (precision != 8) {
            throw new BrokenImageException(
                    "is a JPEG of " + precision + " bits, which is not supported; save it with 8");
        }
        height = bytes.bigShort();
        width = bytes.bigShort();
        limit.check(width, height);
    }

    /** C0 to CF but for the tables DHT (C4), JPG (C8) and DAC (CC). */
    private static boolean isStartOfFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    private int nextMarker() throws IOException, BrokenImageException {
        bytes.skipPastMarkerByte();
        int marker = bytes.unsignedByte();
        while (marker == 0xFF) {
            marker = bytes.unsignedByte();
        }
        return marker;
    }

    /** In picture data 0xFF is followed by 0 where it is a value, and restart markers belong to it. */
    private int markerAfterScan() throws IOException, BrokenImageException {
        int marker = nextMarker();
        while (marker == 0 || (marker >= RESTART_0 && marker <= RESTART_7)) {
            marker = nextMarker();
        }
        return marker;
    }
}
