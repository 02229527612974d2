package org.tl4j.storage.tensors;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.UniqueElements;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;

/** For any bytes, reading gives tensors or a WeightsException. */
class SafetensorsPropertiesTest {
    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\"",
        "\"F32\"",
        "\"I64\"",
        "\"dtype\"",
        "\"shape\"",
        "\"data_offsets\"",
        "\"__metadata__\"",
        "\"a\"",
        "0",
        "4",
        "-1",
        "9223372036854775807",
        "1e999",
        "null",
        "true",
        "\\u0000",
        "\ud83d"
    };

    private final SafetensorsFormat format = new SafetensorsFormat();

    @Property(tries = 2000)
    void changedBytesAreReadOrRefused(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int changes) {
        byte[] bytes = example();
        Random random = new Random(seed);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        readOrRefuse(bytes);
    }

    @Property(tries = 500)
    void cutAndLengthenedFilesAreRefused(@ForAll @IntRange(min = 0, max = 400) int length) {
        byte[] bytes = example();
        if (length != bytes.length) {
            assertThat(isRead(Arrays.copyOf(bytes, length))).isFalse();
        }
    }

    @Property(tries = 2000)
    void headersOfShuffledWordsAreReadOrRefused(@ForAll long seed, @ForAll @IntRange(min = 0, max = 40) int length) {
        Random random = new Random(seed);
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < length; i++) {
            header.append(WORDS[random.nextInt(WORDS.length)]);
        }
        readOrRefuse(RawFile.bytes(header.toString(), new byte[4]));
    }

    @Property(tries = 500)
    void anyTextInPlaceOfAValueIsReadOrRefused(@ForAll String text, @ForAll @IntRange(min = 0, max = 2) int place) {
        String[] values = {"\"F32\"", "[1]", "[0,4]"};
        values[place] = text;
        String header =
                "{\"a\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s}}".formatted(values[0], values[1], values[2]);
        readOrRefuse(RawFile.bytes(header, new byte[4]));
    }

    @Property(tries = 2000)
    void aHeaderOfAnyValuesIsRejectedUnlessItFitsTheData(
            @ForAll @Size(max = 4) List<@From("edges") Long> shape,
            @ForAll("edges") long begin,
            @ForAll("edges") long end) {
        String header =
                "{\"a\":{\"dtype\":\"F32\",\"shape\":%s,\"data_offsets\":[%d,%d]}}".formatted(shape, begin, end);
        BigInteger bytes = shape.stream().map(BigInteger::valueOf).reduce(BigInteger.valueOf(4), BigInteger::multiply);
        boolean counted = shape.stream().allMatch(one -> one >= 0 && one <= Integer.MAX_VALUE);
        boolean fits = counted && bytes.equals(BigInteger.valueOf(8)) && begin == 0 && end == 8;
        assertThat(isRead(RawFile.bytes(header, new byte[8]))).isEqualTo(fits);
    }

    @Provide
    Arbitrary<Long> edges() {
        return Arbitraries.of(
                0L,
                1L,
                2L,
                4L,
                8L,
                -1L,
                -8L,
                1L << 16,
                1L << 31,
                1L << 32,
                1L << 61,
                1L << 62,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                (long) Integer.MAX_VALUE);
    }

    @Property(tries = 500)
    void aHeaderWithAByteThatIsNoUtf8IsRefused(@ForAll @IntRange(min = 0, max = 30) int place) {
        byte[] bytes = example();
        bytes[8 + place] = (byte) 0xff;
        assertThat(isRead(bytes)).isFalse();
    }

    @Property(tries = 50)
    void nestingAtAnyPlaceIsRefused(
            @ForAll @IntRange(min = 1, max = 50_000) int depth, @ForAll @IntRange(min = 0, max = 3) int place) {
        String nested = "[".repeat(depth) + "1" + "]".repeat(depth);
        String[] values = {"\"F32\"", "[2]", "[0,8]", "{}"};
        values[place] = place == 1 || place == 2 ? "[" + nested + "]" : nested;
        String header = "{\"a\":{\"dtype\":%s,\"shape\":%s,\"data_offsets\":%s},\"__metadata__\":%s}"
                .formatted(values[0], values[1], values[2], values[3]);
        assertThat(isRead(RawFile.bytes(header, new byte[8]))).isFalse();
    }

    @Property(tries = 200)
    void whatIsWrittenIsReadBack(
            @ForAll @Size(max = 6) @UniqueElements
                    List<@StringLength(max = 8) @CharRange(from = ' ', to = '\ud7ff') String> names,
            @ForAll long seed) {
        Random random = new Random(seed);
        List<Tensor> tensors = new ArrayList<>();
        for (String name : names) {
            int rows = random.nextInt(4);
            float[] values = new float[rows * 3];
            for (int i = 0; i < values.length; i++) {
                values[i] = Float.intBitsToFloat(random.nextInt());
            }
            tensors.add(new Tensor(name, List.of(rows, 3), FloatBuffer.wrap(values)));
        }
        TensorSet set = format.read(ByteBuffer.wrap(format.write(tensors, Map.of())), "written");
        assertThat(set.names()).containsExactlyElementsOf(names);
        for (Tensor tensor : tensors) {
            Tensor read = set.tensor(tensor.name());
            assertThat(read.shape()).isEqualTo(tensor.shape());
            for (int i = 0; i < tensor.values().limit(); i++) {
                assertThat(Float.floatToRawIntBits(read.values().get(i)))
                        .isEqualTo(Float.floatToRawIntBits(tensor.values().get(i)));
            }
        }
    }

    private void readOrRefuse(byte[] bytes) {
        // a file that is neither read nor rejected throws another exception, which fails the property
        boolean read = isRead(bytes);
        assertThat(read || bytes.length > 0).isTrue();
    }

    private boolean isRead(byte[] bytes) {
        try {
            TensorSet set = format.read(ByteBuffer.wrap(bytes), "fuzzed");
            set.names().forEach(set::tensor);
            return true;
        } catch (WeightsException e) {
            assertThat(e).hasMessageStartingWith("fuzzed ");
            return false;
        }
    }

    private byte[] example() {
        Tensor weight = new Tensor("conv.weight", List.of(2, 3), FloatBuffer.allocate(6));
        Tensor bias = new Tensor("conv.bias", List.of(2), FloatBuffer.allocate(2));
        byte[] bytes = format.write(List.of(weight, bias), Map.of("licence", "MIT"));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains("conv.weight");
        return bytes;
    }
}
