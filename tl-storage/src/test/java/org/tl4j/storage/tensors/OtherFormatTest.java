package org.tl4j.storage.tensors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tl4j.core.error.WeightsException;

class OtherFormatTest {
    @TempDir
    Path folder;

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("", "an empty file"),
                arguments("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 5\n", "Git LFS"),
                arguments("<!DOCTYPE html><html>", "a web page"),
                arguments("\n <HTML>", "a web page"),
                arguments("<?xml version='1.0'?><Error/>", "a web page"),
                arguments("{\"metadata\": {}, \"weight_map\": {}}", "the index of weights in several files"),
                arguments("GGUF\u0003\u0000", "GGUF"),
                arguments("\u0080\u0002\u008a", "a pickle"),
                arguments("\u0080\u0004\u0095", "a pickle"),
                arguments("\u0089HDF\r\n\u001a\n0", "HDF5"),
                arguments("BZh91AY", "bzip2"),
                arguments("\u0008\u0008\u0012\u0007pytorch", "ONNX"),
                arguments("\u0008\u0007\u001a\u0007backend", "ONNX"),
                arguments("\u001c\u0000\u0000\u0000TFL3\u0014", "TensorFlow Lite"),
                arguments("\u0093NUMPY\u0001", "NumPy"),
                arguments("7z\u00bc\u00af'\u001c0", "7z"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void isNamedWithWhatToDo(String content, String words) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
        assertRefused(bytes, words);
        byte[] longer = Arrays.copyOf(bytes, 5000);
        if (bytes.length > 0) {
            assertRefused(longer, words);
        }
    }

    @Test
    void compressedFilesAreRecognised() throws IOException {
        assertRefused(zip("archive/data.pkl"), "PyTorch");
        assertRefused(zip("configuration.json"), "a zip");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(1);
        }
        assertRefused(bytes.toByteArray(), "gzip");
    }

    @Test
    void theFormatItselfIsNot() throws IOException {
        Path file = folder.resolve("a.safetensors");
        Files.write(file, new SafetensorsFormat().write(List.of(), Map.of("a", "<html> data.pkl")));
        assertThat(new SafetensorsFormat().read(file).names()).isEmpty();
    }

    private void assertRefused(byte[] bytes, String words) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Files.write(file, bytes);
        assertThatExceptionOfType(WeightsException.class)
                .isThrownBy(() -> new SafetensorsFormat().read(file))
                .withMessageContaining("must be a safetensors file")
                .withMessageContaining(words)
                .satisfies(e -> assertThat(e.problem().remedy()).isNotEmpty());
        try (FileChannel channel = FileChannel.open(file)) {
            assertThatExceptionOfType(WeightsException.class)
                    .isThrownBy(() -> SafetensorsFormat.check(channel, "it"))
                    .withMessageContaining(words);
        }
    }

    private static byte[] zip(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
        }
        return bytes.toByteArray();
    }
}
