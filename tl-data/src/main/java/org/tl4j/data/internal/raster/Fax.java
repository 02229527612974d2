package org.tl4j.data.internal.raster;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.TiffCompression;
import org.tl4j.data.internal.format.TiffLayout;

/**
 * Decodes the CCITT compressions of black and white images (T.4 and T.6) with the reader of the JDK. The reader receives a
 * file of one strip that is made here, so that no part of the untrusted directory reaches it.
 */
final class Fax {
    private static final int ENTRIES = 10;
    private static final int DATA = 8 + 2 + 12 * ENTRIES + 4;
    private static final String JDK = "com.sun.imageio.plugins.tiff.";

    private Fax() {}

    /** Fills {@code target} with rows of packed bits. */
    static void unpack(TiffLayout layout, byte[] packed, int rows, byte[] target) throws BrokenImageException {
        try (ImageInputStream in =
                new MemoryCacheImageInputStream(new ByteArrayInputStream(file(layout, packed, rows)))) {
            ImageReader reader = reader();
            boolean[] warned = new boolean[1];
            reader.addIIOReadWarningListener((source, warning) -> warned[0] = true);
            reader.setInput(in);
            BufferedImage image = reader.read(0);
            reader.dispose();
            byte[] bits = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
            if (warned[0] || bits.length < target.length) {
                throw TiffDecoder.damaged("its fax data is not valid");
            }
            System.arraycopy(bits, 0, target, 0, target.length);
        } catch (IOException | RuntimeException e) {
            // The reader of the JDK throws all kinds of exceptions on damaged data.
            BrokenImageException damaged = TiffDecoder.damaged("its fax data is not valid");
            damaged.initCause(e);
            throw damaged;
        }
    }

    private static ImageReader reader() {
        for (Iterator<ImageReader> found = ImageIO.getImageReadersByFormatName("tiff"); found.hasNext(); ) {
            ImageReader reader = found.next();
            if (reader.getClass().getName().startsWith(JDK)) {
                return reader;
            }
        }
        throw new IllegalStateException("every JDK from 9 on reads TIFF");
    }

    private static byte[] file(TiffLayout layout, byte[] packed, int rows) {
        ByteBuffer file = ByteBuffer.allocate(DATA + packed.length);
        file.putInt(0x4D4D002A).putInt(8).putShort((short) ENTRIES);
        entry(file, 256, layout.partWidth());
        entry(file, 257, rows);
        entry(file, 258, 1);
        entry(file, 259, code(layout.compression()));
        entry(file, 262, 1);
        entry(file, 273, DATA);
        entry(file, 277, 1);
        entry(file, 278, rows);
        entry(file, 279, packed.length);
        entry(file, layout.compression() == TiffCompression.FAX_G4 ? 293 : 292, layout.faxOptions());
        return file.putInt(0).put(packed).array();
    }

    private static int code(TiffCompression compression) {
        return switch (compression) {
            case FAX_RLE -> 2;
            case FAX_G3 -> 3;
            default -> 4;
        };
    }

    /** Writes a field, of type SHORT where the value allows it: the reader of the JDK expects SHORT for some fields. */
    private static void entry(ByteBuffer file, int tag, int value) {
        boolean small = value <= 0xFFFF;
        file.putShort((short) tag).putShort((short) (small ? 3 : 4)).putInt(1).putInt(small ? value << 16 : value);
    }
}
