package org.tl4j.dl4j.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.FillValueMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** A tensor that is stored in chunks of one shape, which may be compressed. */
final class Chunks {
    private static final int MOST_CHUNKS = 1 << 20;
    /** The smallest bound on the values of one chunk; for larger tensors the bound is twice their values. */
    private static final int SMALLEST_BOUND = 1 << 16;
    /**
     * The smallest bound on the values of all chunks: chunks may share an address, so the file size does not bound the
     * work.
     */
    private static final long SMALLEST_WORK = 1 << 22;
    /** The bound on chunk values per value of the tensor: a chunk may extend beyond the edge in each of four dimensions. */
    private static final int LARGEST_SHARE = 16;

    private final BoundedStorage storage;
    private final ObjectHeader header;
    private final FloatingPoint type;
    private final int[] shape;
    private final int[] chunk;
    private final long places;

    Chunks(BoundedStorage storage, ObjectHeader header, FloatingPoint type, long[] shape) {
        this.storage = storage;
        this.header = header;
        this.type = type;
        this.shape = Arrays.stream(shape).mapToInt(Math::toIntExact).toArray();
        this.chunk = chunkShape(header.getMessageOfType(DataLayoutMessage.class));
        this.places = places();
    }

    private static int[] chunkShape(DataLayoutMessage layout) {
        if (layout instanceof ChunkedDataLayoutMessage old) {
            return old.getChunkDimensions();
        }
        int[] sides = ((ChunkedDataLayoutMessageV4) layout).getChunkDimensions();
        // the last one is the size of a value in bytes
        return Arrays.copyOf(sides, sides.length - 1);
    }

    /** The number of chunks that cover the tensor. */
    private long places() {
        long values = 1;
        long inChunk = 1;
        long chunks = 1;
        if (chunk.length != shape.length || shape.length == 0) {
            throw new HdfException("chunks of another rank than the tensor");
        }
        for (int i = 0; i < shape.length; i++) {
            if (chunk[i] < 1) {
                throw new HdfException("chunks without values");
            }
            values = Math.multiplyExact(values, shape[i]);
            inChunk = Math.multiplyExact(inChunk, chunk[i]);
            chunks = Math.multiplyExact(chunks, (shape[i] + chunk[i] - 1L) / chunk[i]);
        }
        if (chunks > MOST_CHUNKS || inChunk > Math.max(SMALLEST_BOUND, 2 * values)) {
            throw new HdfException("more chunks than tensors have, or larger ones");
        }
        if (chunks * inChunk > Math.max(SMALLEST_WORK, LARGEST_SHARE * values)) {
            throw new HdfException("chunks of far more values than the tensor has");
        }
        return chunks;
    }

    /** Fills all values of the tensor. */
    void read(float[] values) {
        int inChunk = Arrays.stream(chunk).reduce(1, Math::multiplyExact);
        FilterChain filters = FilterChain.of(header, Math.multiplyExact(inChunk, type.getSize()));
        float[] piece = new float[inChunk];
        long filled = 0;
        long pieces = 0;
        for (Chunk each : all(inChunk)) {
            if (each.getAddress() == Heap.NOWHERE) {
                continue;
            }
            if (++pieces > places) {
                throw new HdfException("more chunks than the tensor has places for");
            }
            byte[] packed = new byte[filters.packedSize(each.getSize())];
            storage.values(each.getAddress(), ByteBuffer.wrap(packed));
            Hdf5Tensor.convert(type, filters.unpack(packed, each.getFilterMask()), piece, 0, inChunk);
            filled += place(piece, each.getChunkOffset(), values);
        }
        if (filled < values.length) {
            requireZeros(header);
        }
    }

    private Collection<Chunk> all(int inChunk) {
        DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
        if (layout instanceof ChunkedDataLayoutMessage old) {
            return old.getBTreeAddress() == Heap.NOWHERE
                    ? List.of()
                    : BTreeV1.createDataBTree(storage, old.getBTreeAddress(), shape.length)
                            .getChunks();
        }
        ChunkedDataLayoutMessageV4 index = (ChunkedDataLayoutMessageV4) layout;
        if (index.getAddress() == Heap.NOWHERE) {
            return List.of();
        }
        DatasetInfo info = new DatasetInfo(
                inChunk * type.getSize(), Arrays.stream(shape).asLongStream().toArray(), chunk);
        return switch (index.getIndexingType()) {
            case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> new SingleChunkIndex(index, info).getAllChunks();
            case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
                new ImplicitChunkIndex(index.getAddress(), info).getAllChunks();
            case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
                new FixedArrayIndex(storage, index.getAddress(), info).getAllChunks();
            case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
                new ExtensibleArrayIndex(storage, index.getAddress(), info).getAllChunks();
            case ChunkedDataLayoutMessageV4.B_TREE_V2_INDEX ->
                new BTreeIndex(storage, index.getAddress(), info).getAllChunks();
            default -> throw new HdfException("chunks with an unknown kind of index");
        };
    }

    /** Copies the part of a chunk that lies within the tensor, row by row; returns the number of values. */
    private long place(float[] piece, long[] offset, float[] values) {
        int last = shape.length - 1;
        int[] inside = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            if (offset[i] < 0 || offset[i] % chunk[i] != 0) {
                throw new HdfException("a chunk at an invalid position");
            }
            inside[i] = (int) Math.max(0, Math.min(chunk[i], shape[i] - offset[i]));
            if (inside[i] == 0) {
                return 0;
            }
        }
        int[] at = new int[shape.length];
        int rows = 0;
        while (true) {
            int from = 0;
            int to = 0;
            for (int i = 0; i < shape.length; i++) {
                from = from * chunk[i] + at[i];
                to = to * shape[i] + Math.toIntExact(offset[i]) + at[i];
            }
            System.arraycopy(piece, from, values, to, inside[last]);
            rows++;
            int axis = last - 1;
            while (axis >= 0 && ++at[axis] == inside[axis]) {
                at[axis--] = 0;
            }
            if (axis < 0) {
                return (long) rows * inside[last];
            }
        }
    }

    /**
     * Handles values that were never written: they have the fill value of the tensor, which must be zero.
     *
     * @throws HdfException if the fill value is not zero
     */
    static void requireZeros(ObjectHeader header) {
        for (FillValueMessage filling : header.getMessagesOfType(FillValueMessage.class)) {
            ByteBuffer bytes = filling.isFillValueDefined() ? filling.getFillValue() : ByteBuffer.allocate(0);
            while (bytes.hasRemaining()) {
                if (bytes.get() != 0) {
                    throw new HdfException("values that were never written");
                }
            }
        }
    }
}
