package org.tl4j.storage.tensors;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** How the values of a tensor are stored; always little-endian. */
enum ElementType {
    /** IEEE 754 single precision. */
    F32(4) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return bytes.getFloat(position);
        }
    },
    /** IEEE 754 half precision; every value has an exact single. */
    F16(2) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return half(bytes.getShort(position));
        }
    },
    /** The upper half of a single. */
    BF16(2) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return Float.intBitsToFloat(bytes.getShort(position) << 16);
        }
    },
    /** IEEE 754 double precision, rounded to the nearest single. */
    F64(8) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return (float) bytes.getDouble(position);
        }
    },
    /** 32-bit integers, rounded to the nearest single. */
    I32(4) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return bytes.getInt(position);
        }
    },
    /** 16-bit integers. */
    I16(2) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return bytes.getShort(position);
        }
    },
    /** 8-bit integers. */
    I8(1) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return bytes.get(position);
        }
    },
    /** 8-bit integers without a sign. */
    U8(1) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return Byte.toUnsignedInt(bytes.get(position));
        }
    },
    /** 0 for false, 1 for true. */
    BOOL(1) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return bytes.get(position) == 0 ? 0 : 1;
        }
    },
    /** 64-bit integers, rounded to the nearest single: counters of batch normalisation. */
    I64(8) {
        @Override
        float read(ByteBuffer bytes, int position) {
            return bytes.getLong(position);
        }
    };

    private final int size;

    ElementType(int size) {
        this.size = size;
    }

    static Optional<ElementType> named(String name) {
        return Arrays.stream(values()).filter(type -> type.name().equals(name)).findFirst();
    }

    /** Bytes per value. */
    int size() {
        return size;
    }

    /** The value at a byte position of a little-endian buffer. */
    abstract float read(ByteBuffer bytes, int position);

    private static float half(short bits) {
        int sign = (bits & 0x8000) << 16;
        int exponent = (bits >>> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        if (exponent == 0) {
            float magnitude = fraction * 0x1p-24f;
            return sign == 0 ? magnitude : -magnitude;
        }
        // 127 - 15 brings the exponent from the bias of a half to that of a single
        int single = exponent == 0x1f ? 0xff : exponent + 112;
        return Float.intBitsToFloat(sign | single << 23 | fraction << 13);
    }
}
