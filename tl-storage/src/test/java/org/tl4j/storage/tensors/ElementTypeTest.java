package org.tl4j.storage.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tl4j.core.weights.Tensor;

/** Every value against the definition of IEEE 754, in doubles. */
class ElementTypeTest {
    private static final int PATTERNS = 1 << 16;

    private final SafetensorsFormat format = new SafetensorsFormat();

    @Test
    void everyHalfIsExact() {
        assertAll(ElementType.F16, 5, 10);
    }

    @Test
    void everyBrainFloatIsExact() {
        assertAll(ElementType.BF16, 8, 7);
    }

    @ParameterizedTest
    @CsvSource({
        "0x1.000001p0, 0x1p0", // half way: to the even one
        "0x1.000003p0, 0x1.000004p0", // half way: to the even one, upwards
        "0x1.0000010000001p0, 0x1.000002p0", // just above half way
        "0x1.fffffefffffffp127, 0x1.fffffep127", // the largest
        "0x1.ffffffp127, Infinity",
        "-1e300, -Infinity",
        "0x1p-149, 0x1p-149", // the smallest
        "0x1p-150, 0", // half of the smallest: to the even one
        "0x1.8p-149, 0x1p-148",
        "-0x1p-200, -0",
        "-0.0, -0",
        "NaN, NaN"
    })
    void doublesAreRoundedToTheNearest(double stored, Float expected) {
        byte[] data = ByteBuffer.allocate(Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(stored)
                .array();
        // boxed floats distinguish -0 from 0, and treat all NaNs as equal
        assertThat(Float.valueOf(read(ElementType.F64, data)[0])).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "16777216, 16777216",
        "16777217, 16777216", // 2^24 + 1 has no single: to the even one
        "16777219, 16777220",
        "-16777217, -16777216",
        "9223372036854775807, 9223372036854775808",
        "-9223372036854775808, -9223372036854775808"
    })
    void longsAreRoundedToTheNearest(long stored, float expected) {
        byte[] data = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(stored)
                .array();
        assertThat(read(ElementType.I64, data)[0]).isEqualTo(expected);
    }

    @Test
    void theOrderOfTheMachineAndOfTheBuffersDoesNotMatter() {
        FloatBuffer big = ByteBuffer.allocate(8)
                .order(ByteOrder.BIG_ENDIAN)
                .asFloatBuffer()
                .put(0, 1)
                .put(1, -2);
        FloatBuffer little = ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .put(0, 1)
                .put(1, -2);
        byte[] written = format.write(List.of(new Tensor("a", List.of(2), big)), Map.of());
        assertThat(written).isEqualTo(format.write(List.of(new Tensor("a", List.of(2), little)), Map.of()));
        assertThat(written).endsWith(0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0);
        for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            ByteBuffer bytes = ByteBuffer.allocateDirect(written.length)
                    .put(written)
                    .flip()
                    .order(order);
            assertThat(numbers(format.read(bytes, "a").tensor("a"))).containsExactly(1, -2);
        }
    }

    private void assertAll(ElementType type, int exponentBits, int fractionBits) {
        ByteBuffer data = ByteBuffer.allocate(PATTERNS * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int bits = 0; bits < PATTERNS; bits++) {
            data.putShort((short) bits);
        }
        float[] read = read(type, data.array());
        for (int bits = 0; bits < PATTERNS; bits++) {
            // boxed floats distinguish -0 from 0, and treat all NaNs as equal
            assertThat(Float.valueOf(read[bits])).as("%s %04x", type, bits).isEqualTo(Float.valueOf((float)
                    defined(bits, exponentBits, fractionBits)));
        }
    }

    private static double defined(int bits, int exponentBits, int fractionBits) {
        double sign = bits >= PATTERNS / 2 ? -1 : 1;
        int greatest = (1 << exponentBits) - 1;
        int exponent = (bits >> fractionBits) % (greatest + 1);
        double fraction = (bits % (1 << fractionBits)) / Math.pow(2, fractionBits);
        int bias = greatest / 2;
        if (exponent == greatest) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * fraction * Math.pow(2, 1 - bias)
                : sign * (1 + fraction) * Math.pow(2, exponent - bias);
    }

    private float[] read(ElementType type, byte[] data) {
        String header = "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}"
                .formatted(type, data.length / type.size(), data.length);
        return numbers(format.read(RawFile.of(header, data), type.name()).tensor("a"));
    }

    private static float[] numbers(Tensor tensor) {
        float[] numbers = new float[tensor.values().limit()];
        tensor.values().get(0, numbers);
        return numbers;
    }
}
