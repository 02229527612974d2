package org.tl4j.data.internal.format;

import java.nio.ByteOrder;

/**
 * How the pixels of a TIFF lie in its file, checked: its parts are inside of the file and in proportion to the image.
 *
 * @param order of the bytes of a sample
 * @param width columns
 * @param height rows
 * @param bits of a sample: 1, 2, 4, 8 or 16
 * @param samples of a pixel
 * @param colours what the samples mean
 * @param alpha what the sample behind the colours means
 * @param compression of the parts
 * @param predicted whether samples are differences along the row (predictor 2)
 * @param reversed whether the bits of each byte run from low to high (FillOrder 2)
 * @param planes 1, or one for each sample where they are stored apart
 * @param tiled whether the parts are tiles, which are all of one size, and not strips, the last of which ends with the image
 * @param partWidth columns of a part: of a tile, or of the image
 * @param partHeight rows of a part
 * @param offsets where the parts begin: row by row, then plane by plane
 * @param lengths their bytes in the file
 * @param colourMap of palette images: all reds, greens and blues, 16 bits each
 * @param tables of JPEG parts; empty where there are none
 * @param faxOptions T4Options or T6Options
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
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
    /** Parts in a row. */
    public int partsAcross() {
        return (width + partWidth - 1) / partWidth;
    }

    /** Rows of parts. */
    public int partsDown() {
        return (height + partHeight - 1) / partHeight;
    }

    /** Samples that lie together in one part. */
    public int samplesTogether() {
        return planes == 1 ? samples : 1;
    }

    /** Bytes of a row of a part, unpacked. */
    public int rowBytes() {
        return (int) (((long) partWidth * samplesTogether() * bits + 7) / 8);
    }
}
