package org.tl4j.dl4j.hdf5;

import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Map;

/**
 * Supplies the bytes of a file to jHDF, which trusts the file. Every record of the file's structure is read through
 * this class, which bounds the work: by the number of reads, by their bytes, by how often one address is read, and by
 * the sizes that indexes declare before anything is allocated for them. Not thread-safe.
 */
final class BoundedStorage implements HdfBackingStorage {
    /** The most reads; a network of a thousand layers needs some 200,000. */
    private static final int MOST_READS = 1_000_000;

    /** The longest record is the description of a network, some 600 KB for the largest of keras.applications. */
    static final int LARGEST_RECORD = 1 << 24;

    private static final long MOST_BYTES = 1L << 26;
    /** The largest header of an object, with all the attributes that it has room for, of 64 KB each. */
    private static final int LARGEST_HEADER = 1 << 22;

    /** The most reads of one address; more mean that records refer to one another in a circle. */
    private static final int MOST_OF_ONE_PLACE = 64;

    private final FileChannel channel;
    private final Superblock superblock;
    private final long size;
    private final Map<Long, Integer> visits = new HashMap<>();
    private int reads;
    private long left = MOST_BYTES;
    private long leftOfHeader = Long.MAX_VALUE;

    BoundedStorage(FileChannel channel, Superblock superblock) throws IOException {
        this.channel = channel;
        this.superblock = superblock;
        this.size = channel.size();
    }

    /** Begins the header of an object, all parts of which are kept in memory. */
    void beginHeader() {
        leftOfHeader = LARGEST_HEADER;
    }

    /** Ends the header. */
    void endHeader() {
        leftOfHeader = Long.MAX_VALUE;
    }

    @Override
    public ByteBuffer readBufferFromAddress(long address, int length) {
        return map(address, length);
    }

    @Override
    public ByteBuffer map(long address, long length) {
        return mapNoOffset(Math.addExact(address, superblock.getBaseAddressByte()), length);
    }

    /** Returns only bytes that exist: jHDF asks for more than the record at the end of a file. */
    @Override
    public ByteBuffer mapNoOffset(long address, long length) {
        if (address < 0 || address > size || length < 0) {
            throw new HdfException("a record outside the file");
        }
        int held = (int) Math.min(Math.min(length, LARGEST_RECORD + 1L), size - address);
        left -= held;
        leftOfHeader -= held;
        if (held > LARGEST_RECORD || left < 0 || leftOfHeader < 0 || ++reads > MOST_READS) {
            throw new HdfException("more records, or larger ones, than networks have");
        }
        if (visits.merge(address, 1, Integer::sum) > MOST_OF_ONE_PLACE) {
            throw new HdfException("records that refer to one another in a circle");
        }
        ByteBuffer record = ByteBuffer.allocate(held).order(ByteOrder.LITTLE_ENDIAN);
        fill(record, address);
        DeclaredSizes.check(record, getSizeOfOffsets(), getSizeOfLengths());
        return record;
    }

    /** Reads values up to the limit of a buffer, and flips it. The caller bounds the number of values. */
    void values(long address, ByteBuffer target) {
        long from = Math.addExact(address, superblock.getBaseAddressByte());
        if (from < 0 || from > size - target.remaining()) {
            throw new HdfException("values outside the file");
        }
        fill(target, from);
    }

    private void fill(ByteBuffer target, long from) {
        try {
            long position = from;
            while (target.hasRemaining()) {
                int count = channel.read(target, position);
                if (count < 0) {
                    throw new HdfException("the end of the file");
                }
                position += count;
            }
            target.flip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long getUserBlockSize() {
        return superblock.getBaseAddressByte();
    }

    @Override
    public Superblock getSuperblock() {
        return superblock;
    }

    @Override
    public FileChannel getFileChannel() {
        return channel;
    }

    @Override
    public int getSizeOfOffsets() {
        return superblock.getSizeOfOffsets();
    }

    @Override
    public int getSizeOfLengths() {
        return superblock.getSizeOfLengths();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean inMemory() {
        return false;
    }
}
