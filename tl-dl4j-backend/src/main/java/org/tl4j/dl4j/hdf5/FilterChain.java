package org.tl4j.dl4j.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The filters of the chunks of a tensor: deflate, byte shuffling and a checksum. jHDF's own filters decompress without a
 * bound, on the common pool, and do not verify the checksum.
 */
final class FilterChain {
    private static final int DEFLATE = 1;
    private static final int SHUFFLE = 2;
    private static final int FLETCHER32 = 3;
    private static final int MOST_FILTERS = 8;

    private final List<FilterInfo> filters;
    private final int size;

    private FilterChain(List<FilterInfo> filters, int size) {
        this.filters = filters;
        this.size = size;
    }

    /** Filters for chunks of {@code size} uncompressed bytes. */
    static FilterChain of(ObjectHeader header, int size) {
        List<FilterInfo> filters = header.hasMessageOfType(FilterPipelineMessage.class)
                ? header.getMessageOfType(FilterPipelineMessage.class).getFilters()
                : List.of();
        if (filters.size() > MOST_FILTERS) {
            throw new HdfException("more than " + MOST_FILTERS + " filters");
        }
        for (FilterInfo filter : filters) {
            if (filter.getId() < DEFLATE || filter.getId() > FLETCHER32) {
                throw new HdfException("values compressed by the filter " + filter.getId() + ", not by gzip");
            }
        }
        return new FilterChain(filters, size);
    }

    /**
     * The number of bytes of a compressed chunk.
     *
     * @throws HdfException if they are more than compression could produce from the values
     */
    int packedSize(int declared) {
        // deflate adds less than a thousandth and some bytes, a checksum four
        if (declared < 0 || declared > size + size / 512L + 64) {
            throw new HdfException("a chunk of more bytes than its values have");
        }
        return declared;
    }

    /** Decompresses a chunk; filters whose bit is set were not applied to it. */
    ByteBuffer unpack(byte[] packed, BitSet leftOut) {
        byte[] bytes = packed;
        for (int i = filters.size() - 1; i >= 0; i--) {
            FilterInfo filter = filters.get(i);
            if (leftOut != null && leftOut.get(i)) {
                continue;
            }
            bytes = switch (filter.getId()) {
                case DEFLATE -> inflate(bytes);
                case SHUFFLE -> unshuffle(bytes, filter.getData());
                default -> CheckSum.checked(bytes);
            };
        }
        if (bytes.length < size) {
            throw new HdfException("a chunk of fewer values than its shape has");
        }
        return ByteBuffer.wrap(bytes, 0, size);
    }

    private byte[] inflate(byte[] packed) {
        // a checksum may be inside the compressed data
        byte[] bytes = new byte[Math.addExact(size, Integer.BYTES)];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed);
            int length = 0;
            while (!inflater.finished() && length < bytes.length) {
                int count = inflater.inflate(bytes, length, bytes.length - length);
                if (count == 0) {
                    throw new HdfException("a chunk that ends too early");
                }
                length += count;
            }
            return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        } catch (DataFormatException e) {
            throw new HdfException("a damaged chunk", e);
        } finally {
            inflater.end();
        }
    }

    private static byte[] unshuffle(byte[] bytes, int[] settings) {
        int width = settings.length > 0 ? settings[0] : 0;
        if (width < 1 || width > Double.BYTES) {
            throw new HdfException("shuffled values of " + width + " bytes");
        }
        int count = bytes.length / width;
        byte[] values = bytes.clone();
        for (int i = 0; i < count * width; i++) {
            values[i % count * width + i / count] = bytes[i];
        }
        return values;
    }
}
