package org.tl4j.data.internal.imaging;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Keeps the TIFF decoder from darkening colours by their alpha: it multiplies them where the alpha is declared as not
 * multiplied in yet (ExtraSamples 2), and leaves them where it is declared as multiplied in (1). We want the colours as they
 * are stored, as of every other format.
 */
final class TiffAlpha {
    private static final short EXTRA_SAMPLES = 338;
    private static final short SEPARATE = 2;
    private static final short ASSOCIATED = 1;

    private TiffAlpha() {}

    /** The same file, or a copy that declares its alpha as multiplied in. The header has been checked before. */
    static byte[] declareAssociated(byte[] encoded) {
        ByteBuffer tiff = ByteBuffer.wrap(encoded);
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long directory = Integer.toUnsignedLong(tiff.getInt(4));
        int entries = Short.toUnsignedInt(tiff.getShort((int) directory));
        for (int entry = (int) directory + 2; entries > 0; entry += 12, entries--) {
            if (tiff.getShort(entry) == EXTRA_SAMPLES
                    && tiff.getInt(entry + 4) == 1
                    && tiff.getShort(entry + 8) == SEPARATE) {
                byte[] copy = encoded.clone();
                ByteBuffer.wrap(copy).order(tiff.order()).putShort(entry + 8, ASSOCIATED);
                return copy;
            }
        }
        return encoded;
    }
}
