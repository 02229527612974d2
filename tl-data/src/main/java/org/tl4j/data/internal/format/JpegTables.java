package org.tl4j.data.internal.format;

import java.io.IOException;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/** The Huffman tables and the restart interval of the next scan. Not thread-safe. */
final class JpegTables {
    private static final int SLOTS = 4;

    /** The largest number of bits of a difference of DC coefficients. */
    private static final int LARGEST_DC = 15;

    private final HuffmanTable[] averages = new HuffmanTable[SLOTS];
    private final HuffmanTable[] details = new HuffmanTable[SLOTS];
    private int restartInterval;

    /** Units between two restart markers; 0 if there are no restart markers. */
    int restartInterval() {
        return restartInterval;
    }

    void readRestartInterval(int length, HeaderReader bytes) throws IOException, BrokenImageException {
        if (length != 2) {
            throw JpegBits.damaged("the segment of its restart interval has a wrong length");
        }
        restartInterval = bytes.bigShort();
    }

    /** Reads a segment of tables that ends at {@code end}. */
    void readHuffman(long end, HeaderReader bytes) throws IOException, BrokenImageException {
        while (bytes.position() < end) {
            int slot = bytes.unsignedByte();
            byte[] counts = bytes.bytes(HuffmanTable.LONGEST_CODE);
            int total = 0;
            for (byte count : counts) {
                total += count & 0xFF;
            }
            if (total > 256 || (slot & 15) >= SLOTS || slot >> 4 > 1 || bytes.position() + total > end) {
                throw JpegBits.damaged("a Huffman table is invalid");
            }
            HuffmanTable table = new HuffmanTable(counts, bytes.bytes(total));
            (slot >> 4 == 0 ? averages : details)[slot & 15] = table;
        }
    }

    HuffmanTable averages(int slot) throws BrokenImageException {
        HuffmanTable table =
                existing(averages, slot, JPEGHuffmanTable.StdDCLuminance, JPEGHuffmanTable.StdDCChrominance);
        if (!table.isWithin(LARGEST_DC)) {
            throw JpegBits.damaged("a Huffman table is invalid");
        }
        return table;
    }

    HuffmanTable details(int slot) throws BrokenImageException {
        return existing(details, slot, JPEGHuffmanTable.StdACLuminance, JPEGHuffmanTable.StdACChrominance);
    }

    /** Frames of motion JPEG videos leave out the default tables, which decoders then supply. */
    private static HuffmanTable existing(
            HuffmanTable[] tables, int slot, JPEGHuffmanTable luminance, JPEGHuffmanTable chrominance)
            throws BrokenImageException {
        if (slot >= SLOTS || (tables[slot] == null && slot > 1)) {
            throw JpegBits.damaged("a Huffman table is missing");
        }
        if (tables[slot] == null) {
            tables[slot] = standard(slot == 0 ? luminance : chrominance);
        }
        return tables[slot];
    }

    private static HuffmanTable standard(JPEGHuffmanTable table) throws BrokenImageException {
        return new HuffmanTable(bytes(table.getLengths(), HuffmanTable.LONGEST_CODE), bytes(table.getValues(), 0));
    }

    private static byte[] bytes(short[] values, int least) {
        byte[] bytes = new byte[Math.max(values.length, least)];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }
}
