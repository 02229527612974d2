package org.tl4j.onnx.export;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.tl4j.core.engine.NetworkExport;
import org.tl4j.core.engine.NetworkExporter;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.network.OnnxNetwork;
import org.tl4j.core.provenance.EnumNames;
import org.tl4j.onnx.runtime.CheckedModel;
import org.tl4j.onnx.runtime.ModelFacts;

/** Writes ONNX files that stand alone, from the description of a bundle's network in ONNX. */
public final class OnnxExporter implements NetworkExporter {
    /** The name of the format. */
    public static final String FORMAT = "onnx";

    /** All exporters of this module. */
    public static final List<NetworkExporter> ALL = List.of(new OnnxExporter());

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
        requireFit(network);
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

    /** As an engine that opens the bundle would check it. */
    private static void requireFit(NetworkExport network) {
        OnnxNetwork onnx = new OnnxNetwork(
                network.contents().bytes(OnnxNetwork.ENTRY), network.contents().tensors(NetworkContents.WEIGHTS));
        ModelFacts facts = CheckedModel.ofBundle(onnx, network.input()).facts();
        network.classes().ifPresent(classes -> {
            int outputs = facts.classes();
            if (outputs != classes) {
                throw new BundleException(
                        "labels of the bundle",
                        "must be as many as the outputs of its network, " + outputs,
                        Integer.toString(classes),
                        "train it again");
            }
        });
        network.labelMode().filter(mode -> mode != facts.labelMode()).ifPresent(mode -> {
            throw new BundleException(
                    "label mode of the bundle",
                    "must be that of its network, " + EnumNames.of(facts.labelMode()),
                    EnumNames.of(mode),
                    "train it again");
        });
    }
}
