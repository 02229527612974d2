package org.tl4j.data.internal.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;

/**
 * Walks the segments of a JPEG (ITU-T T.81, annex B) and parses its picture data, which is the only way to learn that
 * nothing is missing: a decoder fills the missing part of a damaged file with grey. A preview in an application segment is
 * skipped by the segment's length, so it is never mistaken for the picture. Data after the end marker is ignored:
 * many cameras and editors append data. A file with a complete picture may lack the end marker.
 */
final class JpegHeader {
    /** The most scans permitted. Encoders write about ten; each costs a pass over the whole picture. */
    private static final int MOST_SCANS = 100;

    private static final int HUFFMAN_TABLES = 0xC4;
    private static final int RESTART_0 = 0xD0;
    private static final int START_OF_IMAGE = 0xD8;
    private static final int END_OF_IMAGE = 0xD9;
    private static final int START_OF_SCAN = 0xDA;
    private static final int RESTART_INTERVAL = 0xDD;
    private static final int APPLICATION_0 = 0xE0;
    private static final int APPLICATION_1 = 0xE1;
    private static final int APPLICATION_14 = 0xEE;
    private static final int APPLICATION_15 = 0xEF;
    private static final int COMMENT = 0xFE;

    private final HeaderReader bytes;
    private final ImageLimits limits;
    private final JpegTables tables = new JpegTables();
    private final JpegBits bits;
    private final Essence essence = new Essence();
    private JpegFrame frame;
    private int orientation = ExifOrientation.UPRIGHT;
    private int scans;

    JpegHeader(HeaderReader bytes, ImageLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
        this.bits = new JpegBits(bytes);
    }

    ImageHeader read() throws IOException, BrokenImageException {
        bytes.skip(2);
        essence.keep(0, 2);
        long start = bytes.position();
        int marker = bits.end();
        while (marker != END_OF_IMAGE && marker != JpegBits.END_OF_FILE) {
            boolean alone = (marker >= RESTART_0 && marker <= START_OF_IMAGE) || marker <= 1;
            if (alone) {
                throw JpegBits.damaged("a marker of its picture data stands outside the picture data");
            }
            marker = segment(marker, start);
            start = bits.markerPosition();
        }
        if (marker == JpegBits.END_OF_FILE && (frame == null || !frame.isComplete())) {
            throw bytes.truncated();
        }
        if (scans == 0) {
            throw BrokenImageException.corrupt("is a JPEG without picture data");
        }
        if (!frame.isComplete()) {
            throw JpegBits.damaged("its scans end before the picture is complete");
        }
        essence.endLikeJpeg();
        return new ImageHeader(ImageFormat.JPEG, frame.width(), frame.height(), orientation, essence);
    }

    /** Reads a segment and the picture data after it, and returns the next marker. */
    private int segment(int marker, long start) throws IOException, BrokenImageException {
        int length = bytes.bigShort() - 2;
        if (length < 0) {
            throw JpegBits.damaged("a segment declares a negative length");
        }
        long end = bytes.position() + length;
        if (marker == START_OF_SCAN) {
            int next = scan(length);
            essence.keep(start, next == JpegBits.END_OF_FILE ? bytes.position() : bits.markerPosition());
            return next;
        }
        boolean needed = true;
        if (JpegFrame.begins(marker)) {
            if (frame != null) {
                throw JpegBits.damaged("it has a second frame");
            }
            frame = JpegFrame.read(marker, length, bytes, limits);
        } else if (marker == HUFFMAN_TABLES) {
            tables.readHuffman(end, bytes);
        } else if (marker == RESTART_INTERVAL) {
            tables.readRestartInterval(length, bytes);
        } else if (marker >= APPLICATION_0 && marker <= APPLICATION_15) {
            needed = application(marker, bytes.bytes(length));
        } else {
            needed = marker != COMMENT;
        }
        bytes.reach(end);
        if (needed) {
            essence.keep(start, end);
        }
        if (essence.isScattered()) {
            throw JpegBits.damaged("it has more segments than an intact file");
        }
        return bits.end();
    }

    private int scan(int length) throws IOException, BrokenImageException {
        if (frame == null) {
            throw JpegBits.damaged("picture data comes before the size");
        }
        if (++scans > MOST_SCANS) {
            throw BrokenImageException.tooLarge(
                    "is a JPEG of more than " + MOST_SCANS + " scans, each of which costs as much as an image");
        }
        return JpegScan.pass(length, frame, tables, bits, bytes);
    }

    /** Reads an application segment; returns whether the decoder needs it to interpret the colours. */
    private boolean application(int marker, byte[] data) throws BrokenImageException {
        if (marker == APPLICATION_0) {
            // A decoder prints warnings about versions that it does not know.
            return begins(data, "JFIF\0\1") && data.length >= 14;
        }
        if (marker == APPLICATION_1) {
            orientation = ExifOrientation.ofApplicationSegment(data).orElse(orientation);
        }
        if (marker != APPLICATION_14 || !begins(data, "Adobe") || data.length < 12) {
            return false;
        }
        if (data[11] < 0 || data[11] > 2) {
            throw JpegBits.damaged("its Adobe segment names an undefined colour transform");
        }
        return true;
    }

    private static boolean begins(byte[] data, String start) {
        return new String(data, 0, Math.min(data.length, start.length()), ISO_8859_1).equals(start);
    }
}
