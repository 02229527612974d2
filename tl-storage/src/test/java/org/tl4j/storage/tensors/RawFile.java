package org.tl4j.storage.tensors;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Safetensors files made by hand, byte by byte, valid or not. */
final class RawFile {
    private RawFile() {}

    static ByteBuffer of(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return of(json.length, json, data);
    }

    static ByteBuffer of(long headerLength, byte[] header, byte[] data) {
        return ByteBuffer.allocate(Long.BYTES + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(headerLength)
                .put(header)
                .put(data)
                .flip();
    }

    static byte[] bytes(String header, byte[] data) {
        ByteBuffer file = of(header, data);
        byte[] bytes = new byte[file.remaining()];
        file.get(bytes);
        return bytes;
    }

    static byte[] floats(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
