package org.tl4j.dl4j.hdf5;

import io.jhdf.exceptions.HdfException;
import java.util.Arrays;

/** The check sum Fletcher-32 as HDF5 appends it to pieces of tensors: of 16-bit words, the higher byte first. */
final class CheckSum {
    private static final int MODULUS = 65_535;

    private CheckSum() {}

    /**
     * The bytes before the check sum.
     *
     * @throws HdfException if they have another one
     */
    static byte[] checked(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < 0) {
            throw new HdfException("a piece without its check sum");
        }
        long stored = 0;
        for (int i = bytes.length - 1; i >= length; i--) {
            stored = stored << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        long found = of(bytes, length);
        if (half(stored) != half(found) || half(stored >> Short.SIZE) != half(found >> Short.SIZE)) {
            throw new HdfException("a piece with another check sum than its own");
        }
        return Arrays.copyOf(bytes, length);
    }

    /** 0 and 65535 are the same to the sum, and HDF5 writes either. */
    private static long half(long sum) {
        return (sum & MODULUS) % MODULUS;
    }

    private static long of(byte[] bytes, int length) {
        long first = 0;
        long second = 0;
        for (int i = 0; i < length; i += Short.BYTES) {
            int low = i + 1 < length ? Byte.toUnsignedInt(bytes[i + 1]) : 0;
            first = (first + (Byte.toUnsignedInt(bytes[i]) << Byte.SIZE | low)) % MODULUS;
            second = (second + first) % MODULUS;
        }
        return second << Short.SIZE | first;
    }
}
