package org.tl4j.onnx.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.weights.WeightsKind;
import org.tl4j.onnx.graph.OnnxFile;

/** ONNX files. They have no magic number: the first byte is the key of a field of a {@code ModelProto}, usually of the version. */
public final class OnnxKind implements WeightsKind {
    /** The kinds of files that this engine opens. */
    public static final List<WeightsKind> KINDS = List.of(new OnnxKind());

    /** Version, producer, domain, documentation, graph, operators, metadata, each with its type. */
    private static final List<Integer> KEYS = List.of(0x08, 0x12, 0x1a, 0x22, 0x28, 0x32, 0x3a, 0x42, 0x72);

    private OnnxKind() {}

    @Override
    public String name() {
        return "ONNX";
    }

    @Override
    public List<String> suffixes() {
        return List.of(OnnxFile.SUFFIX);
    }

    @Override
    public void check(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            int key = content.read();
            if (!KEYS.contains(key)) {
                throw new WeightsException(
                        file.toString(),
                        "must be an ONNX file",
                        key < 0 ? "an empty file" : "one that begins otherwise",
                        "check where it comes from");
            }
        }
    }
}
