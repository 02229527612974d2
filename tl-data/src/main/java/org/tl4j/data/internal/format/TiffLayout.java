package org.tl4j.data.internal.format;

import java.nio.ByteOrder;

/**
 * The checked layout of the pixels in a TIFF file: its parts are inside the file and in proportion to the image.
 *
 * @param order byte order of a sample
 * @param width columns
 * @param height rows
 * @param bits bits per sample: 1, 2, 4, 8 or 16
 * @param samples samples per pixel
 * @param colours meaning of the samples
 * @param alpha meaning of the sample after the colours
 * @param compression compression of the parts
 * @param predicted whether samples are differences along the row (predictor 2)
 * @param reversed whether the bits of each byte run from low to high (FillOrder 2)
 * @param planes 1, or one per sample if the samples are stored separately
 * @param tiled whether the parts are tiles, all of one size, and not strips, of which the last ends with the image
 * @param partWidth columns per part: those of a tile, or of the image for strips
 * @param partHeight rows per part
 * @param offsets where each part begins: row by row, then plane by plane
 * @param lengths bytes of each part in the file
 * @param colourMap palette: all reds, then greens, then blues, 16 bits each; empty without a palette
 * @param tables shared tables of JPEG parts; empty if there are none
 * @param faxOptions T4Options or T6Options
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record TiffLayout(
        ByteOrder order,
        int width,
        int height,
        int bits,
        int samples,
        TiffColours colours,
        TiffAlpha alpha,
        TiffCompression compression,
        boolean predicted,
        boolean reversed,
        int planes,
        boolean tiled,
        int partWidth,
        int partHeight,
        long[] offsets,
        long[] lengths,
        long[] colourMap,
        byte[] tables,
        int faxOptions) {
    /** Parts per row. */
    public int partsAcross() {
        return (width + partWidth - 1) / partWidth;
    }

    /** Rows of parts. */
    public int partsDown() {
        return (height + partHeight - 1) / partHeight;
    }

    /** Interleaved samples per pixel in one part. */
    public int samplesTogether() {
        return planes == 1 ? samples : 1;
    }

    /** Bytes of a decompressed row of a part. */
    public int rowBytes() {
        return (int) (((long) partWidth * samplesTogether() * bits + 7) / 8);
    }
}
