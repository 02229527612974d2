package org.tl4j.data.internal.format;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the headers of a bitmap, and refuses files that the decoder would decode wrongly. */
public final class BmpHeader {
    private static final int FILE_HEADER = 14;
    private static final int OLD = 12;
    private static final int USUAL = 40;
    private static final int WITH_MASKS = 52;
    private static final int WITH_ALPHA = 56;
    private static final int BIT_FIELDS = 3;
    private static final int ALPHA_BIT_FIELDS = 6;

    private BmpHeader() {}

    static ImageHeader read(byte[] file, ImageLimits limits) throws BrokenImageException {
        BmpLayout layout = layout(file, limits);
        return new ImageHeader(
                ImageFormat.BMP, layout.width(), layout.height(), ExifOrientation.UPRIGHT, Essence.whole());
    }

    /**
     * Returns the layout of a complete file.
     *
     * @throws BrokenImageException if it cannot be decoded exactly
     */
    public static BmpLayout layout(byte[] file, ImageLimits limits) throws BrokenImageException {
        if (file.length < FILE_HEADER + OLD) {
            throw truncated(file);
        }
        ByteBuffer in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int size = in.getInt(FILE_HEADER);
        if (FILE_HEADER + (long) size > file.length) {
            throw truncated(file);
        }
        boolean old = size == OLD;
        long width = old ? Short.toUnsignedInt(in.getShort(18)) : in.getInt(18);
        long height = old ? Short.toUnsignedInt(in.getShort(20)) : in.getInt(22);
        // A negative height means that rows are stored from top to bottom.
        limits.check(width, Math.abs(height));
        int bits = in.getShort(old ? 24 : 28);
        int compression = size < USUAL ? 0 : in.getInt(30);
        int colours = size < USUAL ? 0 : in.getInt(46);
        boolean masked = compression == BIT_FIELDS || compression == ALPHA_BIT_FIELDS;
        checkKind(bits, masked ? 0 : compression, masked);
        int[] masks = {0, 0, 0, 0};
        int palette = FILE_HEADER + size;
        if (masked) {
            int count = size >= WITH_ALPHA || (compression == ALPHA_BIT_FIELDS && size < WITH_MASKS) ? 4 : 3;
            if (54 + 4 * count > file.length) {
                throw truncated(file);
            }
            for (int i = 0; i < count; i++) {
                masks[i] = in.getInt(54 + 4 * i);
            }
            palette += size == USUAL ? 4 * count : 0;
        }
        int entries = bits > 8 ? 0 : colours > 0 && colours <= 1 << bits ? colours : 1 << bits;
        int entryBytes = old ? 3 : 4;
        long pixels = Integer.toUnsignedLong(in.getInt(10));
        if (pixels < palette || pixels > file.length) {
            throw BrokenImageException.corrupt(
                    "is a damaged BMP: its pixels begin inside its header or beyond the end of the file");
        }
        entries = (int) Math.min(entries, (pixels - palette) / entryBytes);
        BmpLayout layout = new BmpLayout(
                (int) width,
                (int) Math.abs(height),
                height < 0,
                bits,
                BmpLayout.Packing.of(masked ? 0 : compression),
                masks,
                palette,
                entries,
                entryBytes,
                (int) pixels);
        if (layout.packing() == BmpLayout.Packing.NONE && pixels + layout.rowBytes() * layout.height() > file.length) {
            throw truncated(file);
        }
        return layout;
    }

    private static void checkKind(int bits, int compression, boolean masked) throws BrokenImageException {
        boolean plain = compression == 0
                && (bits == 1 || bits == 2 || bits == 4 || bits == 8 || bits == 16 || bits == 24 || bits == 32);
        boolean runs = (compression == 1 && bits == 8) || (compression == 2 && bits == 4);
        if ((!plain && !runs) || (masked && bits != 16 && bits != 32)) {
            throw BrokenImageException.unsupported("is a BMP of " + bits + " bits with compression " + compression
                    + ", which is not supported; save it as PNG");
        }
    }

    static BrokenImageException truncated(byte[] file) {
        return BrokenImageException.corrupt(
                "is truncated: it ends after " + file.length + " bytes, in the middle of the image");
    }
}
