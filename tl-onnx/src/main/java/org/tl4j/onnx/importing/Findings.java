package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tl4j.core.backbone.TokenSequence;
import org.tl4j.onnx.graph.ModelOutputs;
import org.tl4j.onnx.graph.ModelParameters;
import org.tl4j.onnx.graph.OperatorSet;
import org.tl4j.onnx.graph.OutputChoice;
import org.tl4j.onnx.graph.ValueShape;

/** What a file holds, for people, by dashed name. */
final class Findings {
    private Findings() {}

    /** What was found and decided at an import. */
    static Map<String, String> of(SourceModel source, OutputChoice choice, ValueShape shape) {
        Map<String, String> found = of(source);
        String output = choice.value() + ", " + shape.feature().words();
        found.put(
                "features",
                choice.cut()
                        .map(cut -> output + ": what " + cut.layer() + " takes, which is cut off with all behind it")
                        .orElse(output));
        if (shape.feature() instanceof TokenSequence tokens && tokens.isAllPatches()) {
            found.put("tokens", tokens.tokens() + ", a square number: none of them seems to be a class token");
        }
        return found;
    }

    /** What was found in the file. */
    static Map<String, String> of(SourceModel source) {
        ModelProto model = source.model();
        GraphProto graph = model.getGraph();
        Map<String, String> found = new LinkedHashMap<>();
        found.put("opset", Long.toString(OperatorSet.version(model)));
        if (!model.getProducerName().isEmpty()) {
            found.put("producer", (model.getProducerName() + " " + model.getProducerVersion()).strip());
        }
        found.put(
                "takes",
                source.input().words() + (source.input().channelsLast() ? ", channels last" : ", channels first"));
        found.put("gives", String.join(", ", ModelOutputs.names(model)));
        found.put("operators", OperatorSet.counted(graph.getNodeList()));
        found.put("parameters", Long.toString(ModelParameters.of(model)));
        if (source.batch().isPresent()) {
            int images = source.batch().getAsInt();
            found.put(
                    "batch",
                    images == 1
                            ? "1: images are computed one by one"
                            : images + ": images are computed " + images + " at a time");
        }
        return found;
    }
}
