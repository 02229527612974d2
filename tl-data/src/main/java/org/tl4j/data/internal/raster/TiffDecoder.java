package org.tl4j.data.internal.raster;

import java.nio.ByteOrder;
import java.util.Arrays;
import org.tl4j.data.internal.format.BrokenImageException;
import org.tl4j.data.internal.format.TiffCompression;
import org.tl4j.data.internal.format.TiffLayout;

/** Decodes the layouts that {@code TiffHeader} accepts, part by part. */
public final class TiffDecoder {
    /** Decodes the JPEG in a part, which is a complete file: [height, width, blue green red]. */
    public interface JpegPart {
        /** Decodes a JPEG that must have exactly this size. */
        byte[] decode(byte[] jpeg, int width, int height) throws BrokenImageException;
    }

    private final byte[] file;
    private final TiffLayout layout;
    private final JpegPart jpeg;
    private final Raster raster;
    private final TiffPixels pixels;
    private final Surplus surplus;

    private TiffDecoder(byte[] file, TiffLayout layout, JpegPart jpeg) {
        this.file = file;
        this.layout = layout;
        this.jpeg = jpeg;
        this.raster = Raster.of(layout.width(), layout.height());
        this.pixels = new TiffPixels(layout, raster);
        this.surplus = new Surplus(raster.pixels().length);
    }

    /** Decodes all pixels of a file of this layout. */
    public static Raster decode(byte[] file, TiffLayout layout, JpegPart jpeg) throws BrokenImageException {
        TiffDecoder decoder = new TiffDecoder(file, layout, jpeg);
        int perPlane = layout.partsAcross() * layout.partsDown();
        for (int part = 0; part < perPlane; part++) {
            decoder.part(part, perPlane);
        }
        return decoder.raster;
    }

    private void part(int part, int perPlane) throws BrokenImageException {
        int left = part % layout.partsAcross() * layout.partWidth();
        int top = part / layout.partsAcross() * layout.partHeight();
        int shown = Math.min(layout.partHeight(), layout.height() - top);
        int stored = layout.tiled() ? layout.partHeight() : shown;
        if (layout.compression() == TiffCompression.JPEG) {
            byte[] decoded = jpeg.decode(TiffJpeg.complete(layout, packed(part)), layout.partWidth(), stored);
            copy(decoded, left, top, shown);
            return;
        }
        byte[][] planes = new byte[layout.planes()][];
        for (int plane = 0; plane < planes.length; plane++) {
            planes[plane] = unpacked(packed(plane * perPlane + part), stored, shown);
        }
        int width = Math.min(layout.partWidth(), layout.width() - left);
        for (int row = 0; row < shown; row++) {
            pixels.row(planes, row * layout.rowBytes(), left, top + row, width);
        }
    }

    private void copy(byte[] decoded, int left, int top, int rows) {
        int width = Math.min(layout.partWidth(), layout.width() - left);
        for (int row = 0; row < rows; row++) {
            System.arraycopy(
                    decoded,
                    row * layout.partWidth() * 3,
                    raster.pixels(),
                    ((top + row) * layout.width() + left) * 3,
                    width * 3);
        }
    }

    private byte[] packed(int part) {
        int offset = (int) layout.offsets()[part];
        byte[] packed = Arrays.copyOfRange(file, offset, offset + (int) layout.lengths()[part]);
        if (layout.reversed() && layout.compression() != TiffCompression.JPEG) {
            for (int i = 0; i < packed.length; i++) {
                packed[i] = (byte) (Integer.reverse(packed[i]) >>> 24);
            }
        }
        return packed;
    }

    /** The rows of a part; those of a tile that lie below the image may be missing. */
    private byte[] unpacked(byte[] packed, int rows, int shown) throws BrokenImageException {
        byte[] target = new byte[Math.multiplyExact(layout.rowBytes(), rows)];
        int least = layout.rowBytes() * shown;
        switch (layout.compression()) {
            case NONE -> {
                if (packed.length < least) {
                    throw tooShort();
                }
                System.arraycopy(packed, 0, target, 0, Math.min(packed.length, target.length));
            }
            case PACK_BITS -> require(PackBits.unpack(packed, target), least);
            case LZW -> require(Lzw.unpack(packed, target), least);
            case DEFLATE, OLD_DEFLATE -> require(Deflated.unpack(packed, target, surplus), least);
            case FAX_RLE, FAX_G3, FAX_G4 -> Fax.unpack(layout, packed, rows, target);
            case JPEG -> throw new IllegalStateException("decoded elsewhere");
        }
        if (layout.predicted()) {
            predict(target, rows);
        }
        return target;
    }

    private static void require(int found, int least) throws BrokenImageException {
        if (found < least) {
            throw tooShort();
        }
    }

    private static BrokenImageException tooShort() {
        return damaged("a part has too few pixels");
    }

    /** Undoes the predictor: sums up differences along each row (TIFF 6.0, section 14). */
    private void predict(byte[] target, int rows) {
        int step = layout.samplesTogether();
        int samples = layout.partWidth() * step;
        boolean little = layout.order() == ByteOrder.LITTLE_ENDIAN;
        for (int row = 0; row < rows; row++) {
            int start = row * layout.rowBytes();
            for (int i = step; i < samples; i++) {
                if (layout.bits() == 8) {
                    target[start + i] += target[start + i - step];
                } else {
                    int at = start + 2 * i;
                    int sum = sample(target, at, little) + sample(target, at - 2 * step, little);
                    target[little ? at : at + 1] = (byte) sum;
                    target[little ? at + 1 : at] = (byte) (sum >> 8);
                }
            }
        }
    }

    static int sample(byte[] bytes, int at, boolean little) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        return little ? second << 8 | first : first << 8 | second;
    }

    static BrokenImageException damaged(String how) {
        return BrokenImageException.corrupt("is a damaged TIFF: " + how);
    }
}
