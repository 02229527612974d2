package org.tl4j.core.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.weights.Tensor;

class NetworkContentsTest {
    private static final Tensor TENSOR = new Tensor("a", List.of(1), FloatBuffer.wrap(new float[] {1}));
    private static final NetworkEntry GRAPH = NetworkEntry.text("graph.json", "{\"größe\":1}");
    private static final NetworkEntry WEIGHTS = new NetworkEntry.Tensors(NetworkContents.WEIGHTS, List.of(TENSOR));

    private final NetworkContents contents = new NetworkContents("tiny", List.of(GRAPH, WEIGHTS));

    @Test
    void entriesAreFoundByTheirNames() {
        assertThat(contents.text("graph.json")).isEqualTo("{\"größe\":1}");
        assertThat(contents.tensors("weights.safetensors")).containsExactly(TENSOR);
        assertThat(contents.bytes("graph.json").remaining()).isEqualTo(13);
    }

    @Test
    void bytesAreGivenAsReadOnlyViewsThatDoNotDisturbOneAnother() {
        ByteBuffer source = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
        NetworkContents bytes = new NetworkContents("tiny", List.of(new NetworkEntry.Bytes("b", source)));

        bytes.bytes("b").get();

        assertThat(bytes.bytes("b")).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(source.position()).isEqualTo(1);
        assertThatExceptionOfType(ReadOnlyBufferException.class)
                .isThrownBy(() -> bytes.bytes("b").put((byte) 9));
    }

    @Test
    void saysWhichEntryIsMissingOrOfAnotherKind() {
        refused(() -> contents.bytes("graph.onnx"), "must have the entry graph.onnx, found graph.json, weights");
        refused(() -> contents.tensors("graph.json"), "must have tensors as graph.json");
        refused(() -> contents.text("weights.safetensors"), "must have bytes as weights.safetensors");
        NetworkContents latin =
                new NetworkContents("tiny", List.of(new NetworkEntry.Bytes("t", ByteBuffer.wrap(new byte[] {-1}))));
        refused(() -> latin.text("t"), "UTF-8");
    }

    private static void refused(Runnable call, String words) {
        assertThatExceptionOfType(BundleException.class)
                .isThrownBy(call::run)
                .withMessageContaining("network of the bundle")
                .withMessageContaining(words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../evil", "a/b", "A", ".hidden", "-x", "a b", "größe", "a\n"})
    void refusesNamesThatAreNotPlain(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkEntry.text(name, ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new NetworkContents(name, List.of(GRAPH)));
    }

    @Test
    void refusesLongNames() {
        String longest = "a".repeat(100);
        assertThat(NetworkEntry.text(longest, "").name()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkEntry.text(longest + "a", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new NetworkContents("a".repeat(51), List.of(GRAPH)));
    }

    @Test
    void namesSayWhetherEntriesAreTensors() {
        assertThatIllegalArgumentException().isThrownBy(() -> NetworkEntry.text("a.safetensors", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new NetworkEntry.Tensors("a.bin", List.of(TENSOR)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new NetworkEntry.Tensors("a.safetensors", List.of(TENSOR, TENSOR)));
    }

    @Test
    void refusesNoEntriesManyEntriesAndNamesThatAreTaken() {
        List<NetworkEntry> many = IntStream.range(0, 17)
                .mapToObj(i -> NetworkEntry.text("e" + i, ""))
                .toList();
        assertThat(new NetworkContents("tiny", many.subList(0, 16)).entries()).hasSize(16);
        List<List<NetworkEntry>> refused =
                List.of(List.of(), many, List.of(GRAPH, GRAPH), List.of(NetworkEntry.text("manifest.json", "")));
        for (List<NetworkEntry> wrong : refused) {
            assertThatIllegalArgumentException().isThrownBy(() -> new NetworkContents("tiny", wrong));
        }
    }
}
