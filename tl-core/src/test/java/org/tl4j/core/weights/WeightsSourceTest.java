package org.tl4j.core.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.provenance.Digest;

class WeightsSourceTest {
    @Test
    void theDigestOfOneFileIsItsOwn() {
        Digest digest = Digest.of("graph");

        assertThat(new WeightsSource(List.of(file("net.onnx", 3, digest)), false).sha256())
                .contains(digest);
    }

    @Test
    void theDigestOfSeveralFilesIsThatOfTheirNamesAndDigests() {
        Digest graph = Digest.of("graph");
        Digest data = Digest.of("data");
        WeightsSource both = new WeightsSource(List.of(file("net.onnx", 3, graph), file("net.data", 4, data)), false);

        assertThat(both.bytes()).hasValue(7);
        assertThat(both.sha256()).contains(Digest.of(graph.hex() + "  net.onnx\n" + data.hex() + "  net.data\n"));
        assertThat(both.fileName()).isEqualTo("net.onnx");
    }

    @Test
    void whatIsNotKnownOfOneFileIsNotKnownOfAll() {
        WeightsSource both = new WeightsSource(
                List.of(file("net.onnx", 3, Digest.of("graph")), WeightsFile.named("net.data")), false);

        assertThat(both.bytes()).isEmpty();
        assertThat(both.sha256()).isEmpty();
    }

    @Test
    void filesHaveDifferentNames() {
        WeightsFile file = WeightsFile.named("net.onnx");

        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new WeightsSource(List.of(file, file), false))
                .withMessage("weights files must have different names, found net.onnx");
    }

    @Test
    void contentInMemoryIsReadFromItsBeginningByEveryReader() {
        WeightsContent.InMemory content = new WeightsContent.InMemory("net", ByteBuffer.wrap(new byte[] {1, 2}));

        content.bytes().get();

        assertThat(content.bytes().remaining()).isEqualTo(2);
        assertThat(LocatedWeights.of(Path.of("net"), Digest.of("net")).file()).isEqualTo(Path.of("net"));
    }

    private static WeightsFile file(String name, long bytes, Digest digest) {
        return new WeightsFile(name, Optional.empty(), OptionalLong.of(bytes), Optional.of(digest), Optional.empty());
    }
}
