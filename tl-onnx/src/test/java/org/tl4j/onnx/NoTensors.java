package org.tl4j.onnx;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;

/** For tests that read no file. */
public final class NoTensors implements TensorFormat {
    @Override
    public TensorSet read(Path file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TensorSet read(ByteBuffer bytes, String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public byte[] write(List<Tensor> tensors, Map<String, String> metadata) {
        throw new UnsupportedOperationException();
    }
}
