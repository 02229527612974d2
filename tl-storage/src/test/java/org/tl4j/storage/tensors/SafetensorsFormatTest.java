package org.tl4j.storage.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tl4j.storage.tensors.RawFile.floats;
import static org.tl4j.storage.tensors.RawFile.hex;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;

class SafetensorsFormatTest {
    private final TensorFormat format = new SafetensorsFormat();

    @TempDir
    Path folder;

    @Test
    void readsAFileMadeByHand() {
        TensorSet set = format.read(RawFile.of("""
                        {"z":{"dtype":"F32","shape":[2,1],"data_offsets":[4,12]},
                         "__metadata__":{"licence":"MIT","classes":"a,b"},
                         "a":{"dtype":"F32","shape":[],"data_offsets":[0,4]},
                         "none":{"dtype":"F32","shape":[0,3],"data_offsets":[12,12]}}
                        """, floats(1, 2, -3)), "hand");
        assertThat(set.names()).containsExactly("z", "a", "none");
        assertThat(set.metadata()).containsExactly(Map.entry("licence", "MIT"), Map.entry("classes", "a,b"));
        assertThat(set.tensor("a").shape()).isEmpty();
        assertThat(values(set, "a")).containsExactly(1);
        assertThat(set.tensor("z").shape()).containsExactly(2, 1);
        assertThat(values(set, "z")).containsExactly(2, -3);
        assertThat(values(set, "none")).isEmpty();
    }

    @Test
    void convertsHalves() {
        // 1, -2, 65504 (greatest), 2^-24 (least), 2^-14 (least normal), infinity, -0, 1/3 rounded
        byte[] halves = hex("003c 00c0 ff7b 0100 0004 007c 0080 5535");
        assertThat(read("F16", 8, halves))
                .containsExactly(1, -2, 65504, 0x1p-24f, 0x1p-14f, Float.POSITIVE_INFINITY, -0f, 0.33325195f);
        assertThat(read("F16", 1, hex("017e"))).containsExactly(Float.NaN);
    }

    @Test
    void convertsBrainFloats() {
        assertThat(read("BF16", 3, hex("803f 00c0 4940"))).containsExactly(1, -2, 3.140625f);
    }

    @Test
    void convertsDoublesAndLongs() {
        assertThat(read("F64", 1, hex("182d4454fb210940"))).containsExactly((float) Math.PI);
        assertThat(read("I64", 2, hex("2a00000000000000 ffffffffffffffff"))).containsExactly(42, -1);
    }

    @Test
    void givesViewsOfDirectMemoryThatNobodyCanWriteTo() throws IOException {
        byte[] bytes = format.write(List.of(tensor("a", 1, 2), tensor("b", 3)), Map.of());
        Path file = Files.write(folder.resolve("file.safetensors"), bytes);
        FloatBuffer values = format.read(file).tensor("b").values();
        assertThat(values.isDirect()).isTrue();
        assertThat(values.isReadOnly()).isTrue();
        assertThat(values.get(0)).isEqualTo(3);
        ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
        FloatBuffer view = format.read(direct, "direct").tensor("b").values();
        direct.putFloat(bytes.length - 4, Float.intBitsToFloat(0));
        assertThat(view.get(0)).isZero();
    }

    @Test
    void alignsWhatLiesUnaligned() throws IOException {
        String header = "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        for (int spaces = 0; spaces < 4; spaces++) {
            byte[] bytes = RawFile.bytes(header + " ".repeat(spaces), floats(5, 6));
            Path file = Files.write(folder.resolve("file" + spaces), bytes);
            FloatBuffer values = format.read(file).tensor("a").values();
            assertThat(values.isDirect()).isTrue();
            assertThat(values.order()).isEqualTo(ByteOrder.nativeOrder());
            assertThat(List.of(values.get(0), values.get(1))).containsExactly(5f, 6f);
        }
    }

    @Test
    void readsBackWhatItWrites() {
        List<Tensor> tensors = List.of(tensor("second", 1, 2, 3), tensor("first", 4), tensor("ü\n\"", 5));
        TensorSet set = format.read(ByteBuffer.wrap(format.write(tensors, Map.of("k", "v"))), "written");
        assertThat(set.names()).containsExactly("second", "first", "ü\n\"");
        assertThat(set.metadata()).containsExactly(Map.entry("k", "v"));
        assertThat(values(set, "second")).containsExactly(1, 2, 3);
        assertThat(values(set, "ü\n\"")).containsExactly(5);
    }

    @Test
    void writesLargeTensorsWhole() {
        float[] many = new float[100_000];
        for (int i = 0; i < many.length; i++) {
            many[i] = i;
        }
        TensorSet set = format.read(ByteBuffer.wrap(format.write(List.of(tensor("many", many)), Map.of())), "written");
        assertThat(values(set, "many")).containsExactly(many);
    }

    @Test
    void writesTheBytesThatTheFormatAsksFor() {
        byte[] bytes = format.write(List.of(tensor("a", 1)), Map.of("z", "1", "b", "2"));
        String json = "{\"__metadata__\":{\"b\":\"2\",\"z\":\"1\"},"
                + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}";
        int padded = (json.length() + 7) / 8 * 8;
        byte[] expected = RawFile.bytes(json + " ".repeat(padded - json.length()), floats(1));
        assertThat(bytes).isEqualTo(expected);
    }

    @Test
    void refusesToWriteTwoTensorsOfOneName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.write(List.of(tensor("a", 1), tensor("a", 2)), Map.of()))
                .withMessageContaining("a");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> format.write(List.of(tensor("__metadata__", 1)), Map.of()));
    }

    @Test
    void digestsTheWholeFile() throws IOException {
        byte[] bytes = format.write(List.of(tensor("a", 1)), Map.of());
        Path file = Files.write(folder.resolve("file"), bytes);
        assertThat(format.read(file).digest()).isEqualTo(Digest.of(bytes));
    }

    @Test
    void namesTheTensorThatIsNotThere() {
        TensorSet set = format.read(ByteBuffer.wrap(format.write(List.of(), Map.of())), "empty.safetensors");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> set.tensor("fc.weight"))
                .withMessageContainingAll("empty.safetensors", "fc.weight");
    }

    @Test
    void namesTheFileThatCannotBeRead() throws IOException {
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> format.read(folder.resolve("absent")))
                .withMessageContainingAll("absent", "no such file");
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> format.read(folder))
                .withMessageContaining("a folder");
        Path empty = Files.write(folder.resolve("empty"), new byte[0]);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> format.read(empty))
                .withMessageContaining("0 bytes");
        Path text = Files.writeString(folder.resolve("text"), "<!DOCTYPE html>", StandardCharsets.UTF_8);
        assertThatExceptionOfType(WeightsException.class).isThrownBy(() -> format.read(text));
    }

    private float[] read(String type, int count, byte[] data) {
        String header =
                "{\"a\":{\"dtype\":\"%s\",\"shape\":[%d],\"data_offsets\":[0,%d]}}".formatted(type, count, data.length);
        return values(format.read(RawFile.of(header, data), type), "a");
    }

    private static float[] values(TensorSet set, String name) {
        FloatBuffer values = set.tensor(name).values();
        float[] copy = new float[values.limit()];
        values.get(0, copy);
        return copy;
    }

    private static Tensor tensor(String name, float... values) {
        return new Tensor(name, List.of(values.length), FloatBuffer.wrap(values));
    }
}
