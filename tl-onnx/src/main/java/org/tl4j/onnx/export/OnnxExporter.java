package org.tl4j.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.engine.NetworkExporter;

/** Writes ONNX files that stand alone, from the description of a bundle's network in ONNX. */
public final class OnnxExporter implements NetworkExporter {
    /** The name of the format. */
    public static final String FORMAT = "onnx";

    @Override
    public String format() {
        return FORMAT;
    }

    /**
     * {@inheritDoc} The input is {@code images}, preprocessed floats [n, channels, height, width]; with the preprocessing it is
     * {@code image}, pixels [n, height, width, red green blue] of 8 bits.
     */
    @Override
    public void write(NetworkExport network, OutputStream target) {
        ModelProto.Builder model = WholeModel.of(network.contents(), network.metadata());
        if (network.withPreprocessing()) {
            OperatorVersions.raise(model);
            PreprocessingNodes.prepend(model.getGraphBuilder(), network.input());
        }
        try {
            model.build().writeTo(target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
