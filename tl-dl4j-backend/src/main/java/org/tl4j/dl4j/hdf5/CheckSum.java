package org.tl4j.dl4j.hdf5;

import io.jhdf.exceptions.HdfException;
import java.util.Arrays;

/** The Fletcher-32 checksum that HDF5 appends to chunks of tensors: over 16-bit words, high byte first. */
final class CheckSum {
    private static final int MODULUS = 65_535;

    private CheckSum() {}

    /**
     * The bytes before the checksum.
     *
     * @throws HdfException if the checksum does not match
     */
    static byte[] checked(byte[] bytes) {
        int length = bytes.length - Integer.BYTES;
        if (length < 0) {
            throw new HdfException("a chunk without its checksum");
        }
        long stored = 0;
        for (int i = bytes.length - 1; i >= length; i--) {
            stored = stored << Byte.SIZE | Byte.toUnsignedLong(bytes[i]);
        }
        long found = of(bytes, length);
        if (half(stored) != half(found) || half(stored >> Short.SIZE) != half(found >> Short.SIZE)) {
            throw new HdfException("a chunk with a wrong checksum");
        }
        return Arrays.copyOf(bytes, length);
    }

    /** 0 and 65535 are equivalent in this sum, and HDF5 writes either. */
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
