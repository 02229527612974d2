package org.tl4j.dl4j.hdf5;

import io.jhdf.ObjectHeader;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpaceMessage;
import io.jhdf.object.message.DataTypeMessage;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A tensor of an open file. */
public final class Hdf5Tensor {
    private static final int PIECE = 1 << 20;

    private final BoundedStorage storage;
    private final ObjectHeader header;

    Hdf5Tensor(BoundedStorage storage, ObjectHeader header) {
        this.storage = storage;
        this.header = header;
    }

    /** The dimensions; empty for a scalar. */
    public long[] shape() {
        return header.getMessageOfType(DataSpaceMessage.class).getDataSpace().getDimensionsAsLong();
    }

    /** Whether the values are IEEE 754 floating-point numbers of 16, 32 or 64 bits. */
    public boolean isFloat() {
        DataTypeMessage message = header.getMessageOfType(DataTypeMessage.class);
        // for a shared type, jHDF would parse the address of the type as the type itself
        return !message.isMessageShared() && message.getDataType() instanceof FloatingPoint type && isPlain(type);
    }

    private static boolean isPlain(FloatingPoint type) {
        int exponent = switch (type.getSize()) {
            case Short.BYTES -> 5;
            case Float.BYTES -> 8;
            case Double.BYTES -> 11;
            default -> -1;
        };
        int bits = type.getSize() * Byte.SIZE;
        return type.getExponentSize() == exponent
                && type.getMantissaSize() == bits - exponent - 1
                && type.getExponentLocation() == bits - exponent - 1
                && type.getMantissaLocation() == 0
                && type.getBitOffset() == 0
                && type.getExponentBias() == (1 << (exponent - 1)) - 1;
    }

    /**
     * The values, row-major, as 32-bit floats. The caller has checked that memory for them is available.
     *
     * @throws RuntimeException if values are missing, or compressed by another method than deflate
     */
    public float[] values() {
        int count = Math.toIntExact(Arrays.stream(shape()).reduce(1, Math::multiplyExact));
        FloatingPoint type =
                (FloatingPoint) header.getMessageOfType(DataTypeMessage.class).getDataType();
        float[] values = new float[count];
        DataLayoutMessage layout = header.getMessageOfType(DataLayoutMessage.class);
        if (layout instanceof CompactDataLayoutMessage compact) {
            convert(type, compact.getDataBuffer(), values, 0, count);
        } else if (layout instanceof ContiguousDataLayoutMessage contiguous) {
            contiguous(type, contiguous.getAddress(), values);
        } else {
            new Chunks(storage, header, type, shape()).read(values);
        }
        return values;
    }

    private void contiguous(FloatingPoint type, long address, float[] values) {
        if (address == Heap.NOWHERE) {
            Chunks.requireZeros(header);
            return;
        }
        for (int done = 0; done < values.length; done += PIECE) {
            int count = Math.min(PIECE, values.length - done);
            ByteBuffer piece = ByteBuffer.allocate(count * type.getSize());
            storage.values(address + (long) done * type.getSize(), piece);
            convert(type, piece, values, done, count);
        }
    }

    static void convert(FloatingPoint type, ByteBuffer bytes, float[] values, int from, int count) {
        if (bytes.remaining() < (long) count * type.getSize()) {
            throw new HdfException("fewer values than the shape of the tensor has");
        }
        Object found = type.fillData(bytes, new int[] {count}, null);
        if (found instanceof float[] floats) {
            System.arraycopy(floats, 0, values, from, count);
        } else {
            double[] doubles = (double[]) found;
            for (int i = 0; i < count; i++) {
                values[from + i] = (float) doubles[i];
            }
        }
    }
}
