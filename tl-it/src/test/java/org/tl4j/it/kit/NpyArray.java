package org.tl4j.it.kit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An array that NumPy wrote: little-endian 32-bit floats, row-major.
 *
 * @param shape its dimensions
 * @param values as many
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record NpyArray(List<Integer> shape, float[] values) {
    private static final Pattern HEADER =
            Pattern.compile("\\{'descr': '<f4', 'fortran_order': False, 'shape': \\(([0-9, ]*)\\),? *\\}\\s*");
    private static final int VERSION_1_PREFIX = 10;

    /** Reads a file of format version 1.0. */
    public static NpyArray read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int headerLength = bytes.getShort(VERSION_1_PREFIX - Short.BYTES);
        String header = new String(bytes.array(), VERSION_1_PREFIX, headerLength, StandardCharsets.US_ASCII);
        Matcher matcher = HEADER.matcher(header);
        if (!matcher.matches()) {
            throw new IOException(file + " must be an array of <f4 in C order, found " + header);
        }
        List<Integer> shape = Stream.of(matcher.group(1).split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(Integer::valueOf)
                .toList();
        float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
        bytes.position(VERSION_1_PREFIX + headerLength);
        bytes.asFloatBuffer().get(values);
        return new NpyArray(shape, values);
    }
}
