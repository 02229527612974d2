package org.tl4j.data.internal.format;

/** Reads the first directory of a TIFF 6.0, and refuses, with the reason, files that the decoder would decode wrongly. */
public final class TiffHeader {
    private static final int SUBFILE = 254;
    private static final int WIDTH = 256;
    private static final int HEIGHT = 257;
    private static final int BITS = 258;
    private static final int COMPRESSION = 259;
    private static final int COLOURS = 262;
    private static final int FILL_ORDER = 266;
    private static final int STRIP_OFFSETS = 273;
    private static final int SAMPLES = 277;
    private static final int ROWS_PER_STRIP = 278;
    private static final int STRIP_LENGTHS = 279;
    private static final int PLANAR = 284;
    private static final int T4_OPTIONS = 292;
    private static final int T6_OPTIONS = 293;
    private static final int PREDICTOR = 317;
    private static final int COLOUR_MAP = 320;
    private static final int TILE_WIDTH = 322;
    private static final int TILE_HEIGHT = 323;
    private static final int TILE_OFFSETS = 324;
    private static final int TILE_LENGTHS = 325;
    private static final int INK_SET = 332;
    private static final int EXTRA_SAMPLES = 338;
    private static final int SAMPLE_FORMAT = 339;
    private static final int JPEG_TABLES = 347;
    private static final int DNG_VERSION = 50706;

    private static final int MOST_SAMPLES = 8;
    private static final int LONGEST_TABLES = 1 << 16;

    /** The most parts of any image: enough for 700 megapixels in tiles of 16x16. */
    private static final long MOST_PARTS = 1 << 22;

    /** The most parts that are decoded as whole files: enough for the one-row strips of a long scan. */
    private static final long MOST_FILES = 1 << 16;

    /** The pixels of a block of a JPEG; smaller parts have no use. */
    private static final int BLOCK_PIXELS = 64;

    /** The number of largest tiles that are permitted beyond the pixels of the image, which may be narrow. */
    private static final long SPARE_TILES = 16;

    /** Tiles may be larger than a small image, up to 2048x2048. */
    private static final long LARGEST_TILE = 1 << 22;

    private final byte[] encoded;
    private final TiffFields fields;
    private final ImageLimits limits;

    private TiffHeader(byte[] encoded, ImageLimits limits) throws BrokenImageException {
        this.encoded = encoded;
        this.fields = new TiffFields(encoded);
        this.limits = limits;
    }

    static ImageHeader read(byte[] encoded, ImageLimits limits) throws BrokenImageException {
        TiffHeader header = new TiffHeader(encoded, limits);
        TiffLayout layout = header.layout();
        int orientation = ExifOrientation.valid((int) header.fields.value(ExifOrientation.TAG, 1))
                .orElse(ExifOrientation.UPRIGHT);
        return new ImageHeader(ImageFormat.TIFF, layout.width(), layout.height(), orientation, Essence.whole());
    }

    /**
     * Returns the layout of a complete file.
     *
     * @throws BrokenImageException if it cannot be decoded exactly
     */
    public static TiffLayout layout(byte[] encoded, ImageLimits limits) throws BrokenImageException {
        return new TiffHeader(encoded, limits).layout();
    }

    private TiffLayout layout() throws BrokenImageException {
        long width = fields.side(WIDTH);
        long height = fields.side(HEIGHT);
        limits.check(width, height);
        if (fields.has(DNG_VERSION)) {
            throw raw();
        }
        if ((fields.value(SUBFILE, 0) & 1) != 0) {
            throw BrokenImageException.unsupported("is a TIFF whose first image is a preview, as of a camera raw image "
                    + "(NEF, ARW, DNG); convert it to JPEG or PNG");
        }
        TiffColours colours = TiffColours.of(fields.value(COLOURS, -1));
        TiffCompression compression = TiffCompression.of(fields.value(COMPRESSION, 1));
        int samples = (int) Math.min(fields.value(SAMPLES, 1), Integer.MAX_VALUE);
        if (samples < colours.samples() || samples > MOST_SAMPLES) {
            throw unsupported(samples + " samples per pixel");
        }
        int bits = bits(samples);
        TiffAlpha alpha = alpha(colours, samples);
        checkCombination(colours, compression, bits, samples, alpha);
        boolean apart = fields.value(PLANAR, 1) == 2 && samples > 1;
        if (apart && compression == TiffCompression.JPEG) {
            throw unsupported("JPEG compression of separate planes");
        }
        long predictor = fields.value(PREDICTOR, 1);
        boolean predicting = compression == TiffCompression.LZW
                || compression == TiffCompression.DEFLATE
                || compression == TiffCompression.OLD_DEFLATE;
        if (predicting && (predictor > 2 || (predictor == 2 && bits < 8))) {
            throw unsupported("predictor " + predictor + " for samples of " + bits + " bits");
        }
        boolean tiled = fields.has(TILE_WIDTH);
        long partWidth = tiled ? fields.side(TILE_WIDTH) : width;
        long partHeight = tiled ? fields.side(TILE_HEIGHT) : Math.min(fields.value(ROWS_PER_STRIP, height), height);
        checkPart(partWidth, partHeight, width * height);
        long parts = ((width + partWidth - 1) / partWidth)
                * ((height + partHeight - 1) / partHeight)
                * (apart ? samples : 1);
        checkCount(parts, apart ? samples : 1, width * height, partWidth * partHeight, compression);
        TiffLayout layout = new TiffLayout(
                fields.order(),
                (int) width,
                (int) height,
                bits,
                samples,
                colours,
                alpha,
                compression,
                predicting && predictor == 2,
                fields.value(FILL_ORDER, 1) == 2,
                apart ? samples : 1,
                tiled,
                (int) partWidth,
                (int) partHeight,
                fields.first(tiled ? TILE_OFFSETS : STRIP_OFFSETS, (int) parts),
                fields.first(tiled ? TILE_LENGTHS : STRIP_LENGTHS, (int) parts),
                colourMap(colours, bits),
                tables(),
                (int) fields.value(compression == TiffCompression.FAX_G4 ? T6_OPTIONS : T4_OPTIONS, 0));
        checkParts(layout, parts);
        return layout;
    }

    private int bits(int samples) throws BrokenImageException {
        long[] formats = fields.values(SAMPLE_FORMAT, MOST_SAMPLES);
        for (long format : formats) {
            if (format == 2 || format == 3 || format > 4) {
                throw unsupported(
                        format == 2 ? "samples with a sign" : format == 3 ? "floating samples" : "complex samples");
            }
        }
        long[] bits = fields.has(BITS) ? fields.values(BITS, MOST_SAMPLES) : new long[] {1};
        if (bits.length < samples && bits.length != 1) {
            throw TiffFields.damaged("it has fewer sample sizes than samples");
        }
        for (long each : bits) {
            if (each != bits[0]) {
                throw unsupported("samples of different sizes");
            }
        }
        if (bits[0] != 1 && bits[0] != 2 && bits[0] != 4 && bits[0] != 8 && bits[0] != 16) {
            throw unsupported("samples of " + bits[0] + " bits");
        }
        return (int) bits[0];
    }

    private TiffAlpha alpha(TiffColours colours, int samples) throws BrokenImageException {
        if (samples == colours.samples()) {
            return TiffAlpha.NONE;
        }
        long[] extra = fields.values(EXTRA_SAMPLES, MOST_SAMPLES);
        // Some writers leave the field out, and every reader takes the fourth sample of RGB for alpha.
        long first = extra.length == 0 ? (colours == TiffColours.RGB && samples == 4 ? 2 : 0) : extra[0];
        return first == 1 ? TiffAlpha.ASSOCIATED : first == 2 ? TiffAlpha.UNASSOCIATED : TiffAlpha.NONE;
    }

    private void checkCombination(
            TiffColours colours, TiffCompression compression, int bits, int samples, TiffAlpha alpha)
            throws BrokenImageException {
        boolean grey = colours == TiffColours.WHITE_IS_ZERO || colours == TiffColours.BLACK_IS_ZERO;
        if (bits < 8 && samples > 1) {
            throw unsupported("several samples of " + bits + " bits");
        }
        if (compression.isFax() && (bits != 1 || !grey)) {
            throw TiffFields.damaged("fax compression is for black and white only");
        }
        if (compression == TiffCompression.FAX_G3 && fields.value(T4_OPTIONS, 0) != 0) {
            throw unsupported("fax coding of group 3 in two dimensions or with fill bits");
        }
        if (compression == TiffCompression.JPEG
                && (bits != 8
                        || samples != colours.samples()
                        || !(grey || colours == TiffColours.RGB || colours == TiffColours.YCBCR))) {
            throw unsupported("JPEG compression of " + colours + " with " + samples + " samples of " + bits + " bits");
        }
        if (colours == TiffColours.YCBCR && compression != TiffCompression.JPEG) {
            throw unsupported("YCbCr colours outside of JPEG compression");
        }
        if ((colours == TiffColours.CMYK || colours == TiffColours.PALETTE || colours == TiffColours.LAB)
                && alpha != TiffAlpha.NONE) {
            throw unsupported(colours + " colours with alpha");
        }
        if ((colours == TiffColours.LAB && bits != 8) || (colours == TiffColours.PALETTE && bits > 8)) {
            throw unsupported(colours + " colours of " + bits + " bits");
        }
        if (colours == TiffColours.CMYK && fields.value(INK_SET, 1) != 1) {
            throw unsupported("inks other than cyan, magenta, yellow and black");
        }
    }

    private static void checkPart(long width, long height, long pixels) throws BrokenImageException {
        if (width < 1 || height < 1) {
            throw TiffFields.damaged("its parts have no pixels");
        }
        if (width > ImageLimits.LONGEST_SIDE
                || height > ImageLimits.LONGEST_SIDE
                || width * height > Math.max(LARGEST_TILE, pixels)) {
            throw BrokenImageException.tooLarge(
                    "is a TIFF with parts of " + width + "x" + height + " pixels, far larger than the image");
        }
    }

    /** Checks the number of parts, before memory is allocated for each of them. */
    private void checkCount(long parts, int planes, long pixels, long partPixels, TiffCompression compression)
            throws BrokenImageException {
        if (parts > encoded.length) {
            throw fields.truncated();
        }
        long most = compression.decodesPartsAsFiles() ? MOST_FILES + pixels / BLOCK_PIXELS : MOST_PARTS;
        if (parts > Math.min(most, MOST_PARTS)) {
            throw BrokenImageException.tooLarge(
                    "is a TIFF of " + parts + " parts, over the limit of " + Math.min(most, MOST_PARTS)
                            + " for its size and compression; save it with larger strips or tiles");
        }
        if (parts / planes * partPixels > SPARE_TILES * LARGEST_TILE + 4 * pixels) {
            throw BrokenImageException.tooLarge(
                    "is a TIFF whose tiles have far more pixels than the image; save it with smaller tiles");
        }
    }

    private void checkParts(TiffLayout layout, long parts) throws BrokenImageException {
        if (layout.offsets().length < parts || layout.lengths().length < parts) {
            throw TiffFields.damaged("it must have " + parts + " parts, and lists " + layout.offsets().length + " of "
                    + layout.lengths().length + " lengths");
        }
        long packed = 0;
        for (int i = 0; i < parts; i++) {
            if (layout.offsets()[i] + layout.lengths()[i] > encoded.length) {
                throw fields.truncated();
            }
            packed += layout.lengths()[i];
        }
        long unpacked = ((long) layout.width() * layout.samples() * layout.bits() + 7) / 8 * layout.height();
        // Parts may share bytes, as blank tiles do. Shared bytes are read once for each part, so their total has a
        // bound.
        if (packed > encoded.length + unpacked) {
            throw TiffFields.damaged(
                    "its parts overlap: their lengths add up to " + packed + " bytes in a file of " + encoded.length);
        }
        if (layout.tables().length * parts > SPARE_TILES * LARGEST_TILE + 8 * unpacked) {
            throw BrokenImageException.tooLarge("is a TIFF with JPEG tables of " + layout.tables().length
                    + " bytes for each of " + parts + " small parts; save it with larger strips or tiles");
        }
        if (!layout.compression().canGive(unpacked, packed)) {
            throw BrokenImageException.corrupt("is truncated: it has " + packed + " bytes of pixels, too few for "
                    + layout.width() + "x" + layout.height());
        }
    }

    private long[] colourMap(TiffColours colours, int bits) throws BrokenImageException {
        if (colours != TiffColours.PALETTE) {
            return new long[0];
        }
        long[] map = fields.values(COLOUR_MAP, 3L << 16);
        if (map.length != 3 << bits) {
            throw TiffFields.damaged("its colour map has " + map.length + " values");
        }
        return map;
    }

    private byte[] tables() throws BrokenImageException {
        long[] values = fields.values(JPEG_TABLES, LONGEST_TABLES);
        byte[] tables = new byte[values.length];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = (byte) values[i];
        }
        return tables;
    }

    static BrokenImageException unsupported(String what) {
        return BrokenImageException.unsupported(
                "is a TIFF with " + what + ", which is not supported; save it as PNG, or as a TIFF of 8-bit RGB");
    }

    static BrokenImageException raw() {
        return BrokenImageException.unsupported(
                "is a camera raw image (DNG or another TIFF of sensor values); convert it to JPEG or PNG");
    }
}
