package org.tl4j.data.internal.raster;

import java.io.ByteArrayOutputStream;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.TiffColours;
import org.tl4j.data.internal.format.TiffLayout;

/** Makes a JPEG file of a part of a TIFF (TIFF technical note 2): all parts share tables that are stored separately. */
final class TiffJpeg {
    private static final byte[] START = {(byte) 0xFF, (byte) 0xD8};
    private static final byte[] ADOBE = {(byte) 0xFF, (byte) 0xEE, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0};
    private static final int MARKER = 2;

    private TiffJpeg() {}

    static byte[] complete(TiffLayout layout, byte[] part) throws BrokenImageException {
        byte[] tables = layout.tables();
        if (!isJpeg(part) || (tables.length > 0 && !isJpeg(tables))) {
            throw TiffDecoder.damaged("a part is not a JPEG");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(START);
        if (layout.samples() == 3) {
            // The TIFF states the colour space, which a JPEG decoder would have to guess.
            out.writeBytes(ADOBE);
            out.write(layout.colours() == TiffColours.YCBCR ? 1 : 0);
        }
        if (tables.length > 0) {
            boolean ended = tables[tables.length - 2] == (byte) 0xFF && tables[tables.length - 1] == (byte) 0xD9;
            out.write(tables, MARKER, tables.length - MARKER - (ended ? MARKER : 0));
        }
        out.write(part, MARKER, part.length - MARKER);
        return out.toByteArray();
    }

    private static boolean isJpeg(byte[] bytes) {
        return bytes.length >= 2 * MARKER && bytes[0] == START[0] && bytes[1] == START[1];
    }
}
