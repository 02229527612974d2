package org.tl4j.dl4j.convert.zip;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.network.FiniteValues;

/**
 * The parameters of a network, as {@code Nd4j.write} writes a row: two buffers, one of the shape and one of the values,
 * each after a header of mode, length and type, all big-endian. ND4J's own reader allocates as much memory as the file
 * states; here the length is known before.
 */
final class Coefficients {
    /** The modes with lengths of 64 bits; older ones have 32. */
    private static final Set<String> LONG_MODES = Set.of("LONG_SHAPE", "MIXED_DATA_TYPES");

    private static final Set<String> OLD_MODES = Set.of("DIRECT", "HEAP", "JAVACPP");
    /** Rank, shape, strides, three more: 8 for a row. */
    private static final int LONGEST_SHAPE = 64;

    private static final int CHUNK = 1 << 20;

    private Coefficients() {}

    /**
     * Reads exactly {@code expected} values, [1, expected]; the caller closes them.
     *
     * @throws IOException if the stream ends before
     * @throws WeightsException if it is another array
     */
    static INDArray read(DataInputStream content, long expected) throws IOException {
        Header shape = header(content);
        if (shape.length() < 1
                || shape.length() > LONGEST_SHAPE
                || !List.of("LONG", "INT").contains(shape.type())) {
            throw wrong("must begin with a shape", shape.length() + " values of type " + shape.type());
        }
        content.skipNBytes(shape.length() * (shape.type().equals("LONG") ? Long.BYTES : Integer.BYTES));
        Header header = header(content);
        if (header.length() != expected) {
            throw wrong("must hold the " + expected + " parameters of the graph", header.length() + " values");
        }
        int width = switch (header.type()) {
            case "FLOAT" -> Float.BYTES;
            case "DOUBLE" -> Double.BYTES;
            default -> throw wrong("must be of type FLOAT or DOUBLE", header.type());
        };
        INDArray numbers = Nd4j.createUninitialized(DataType.FLOAT, 1, expected);
        try {
            for (long done = 0; done < expected; done += CHUNK) {
                int count = (int) Math.min(CHUNK, expected - done);
                try (INDArray chunk = Nd4j.createFromArray(chunk(content, count, width))) {
                    numbers.get(NDArrayIndex.point(0), NDArrayIndex.interval(done, done + count))
                            .assign(chunk);
                }
            }
            return numbers;
        } catch (IOException | RuntimeException e) {
            numbers.close();
            throw e;
        }
    }

    private static float[] chunk(DataInputStream content, int count, int width) throws IOException {
        byte[] bytes = new byte[count * width];
        content.readFully(bytes);
        float[] numbers = new float[count];
        if (width == Float.BYTES) {
            ByteBuffer.wrap(bytes).asFloatBuffer().get(numbers);
        } else {
            for (int i = 0; i < count; i++) {
                numbers[i] = (float) ByteBuffer.wrap(bytes, i * width, width).getDouble();
            }
        }
        FiniteValues.require(numbers, "coefficients.bin", "train the network again", WeightsException::new);
        return numbers;
    }

    private record Header(long length, String type) {}

    private static Header header(DataInputStream content) throws IOException {
        String mode = content.readUTF();
        if (!LONG_MODES.contains(mode) && !OLD_MODES.contains(mode)) {
            throw wrong("must be an array of ND4J", mode);
        }
        long length = LONG_MODES.contains(mode) ? content.readLong() : content.readInt();
        return new Header(length, content.readUTF());
    }

    private static WeightsException wrong(String rule, String found) {
        return new WeightsException("coefficients.bin", rule, found, "check the file, or fetch it again");
    }
}
