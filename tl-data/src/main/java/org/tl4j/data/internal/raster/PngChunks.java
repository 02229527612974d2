package org.tl4j.data.internal.raster;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.tl4j.data.internal.format.BrokenImageException;

/**
 * The chunks of the picture of a PNG, each with a verified checksum.
 *
 * @param header the content of the header chunk
 * @param palette red, green, blue of each entry; empty if there is none
 * @param transparency transparency of palette entries, or the one transparent colour; empty if there is none
 * @param data the parts of the compressed rows, in order
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record PngChunks(ByteBuffer header, byte[] palette, byte[] transparency, List<ByteBuffer> data) {
    private static final int SIGNATURE = 8;
    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504C5445;
    private static final int TRANSPARENCY = 0x74524E53;
    private static final int DATA = 0x49444154;

    static PngChunks of(byte[] file) throws BrokenImageException {
        ByteBuffer in = ByteBuffer.wrap(file).position(SIGNATURE);
        ByteBuffer header = ByteBuffer.allocate(0);
        byte[] palette = {};
        byte[] transparency = {};
        List<ByteBuffer> data = new ArrayList<>();
        while (in.remaining() >= 12) {
            int length = in.getInt();
            int type = in.getInt();
            if (length < 0 || length > in.remaining() - 4) {
                throw damaged("a chunk is longer than the file");
            }
            CRC32 sum = new CRC32();
            sum.update(file, in.position() - 4, length + 4);
            ByteBuffer content = in.slice(in.position(), length);
            in.position(in.position() + length);
            if ((int) sum.getValue() != in.getInt()) {
                throw damaged("the checksum of a chunk is wrong");
            }
            switch (type) {
                case HEADER -> header = content;
                case PALETTE -> palette = bytes(content);
                case TRANSPARENCY -> transparency = bytes(content);
                case DATA -> data.add(content);
                default -> {
                    // The end chunk.
                }
            }
        }
        return new PngChunks(header, palette, transparency, data);
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    static BrokenImageException damaged(String how) {
        return BrokenImageException.corrupt("is a damaged PNG: " + how);
    }
}
