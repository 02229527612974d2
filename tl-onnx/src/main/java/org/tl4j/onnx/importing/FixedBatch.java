package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import org.tl4j.onnx.graph.ImageInput;

/** States in a model how many images it takes, where its file does not say or is wrong. */
final class FixedBatch {
    private FixedBatch() {}

    static ModelProto of(ModelProto model, ImageInput input, int images) {
        ModelProto.Builder stated = model.toBuilder();
        GraphProto.Builder graph = stated.getGraphBuilder();
        for (int i = 0; i < graph.getInputCount(); i++) {
            if (graph.getInput(i).getName().equals(input.name())) {
                graph.getInputBuilder(i)
                        .getTypeBuilder()
                        .getTensorTypeBuilder()
                        .getShapeBuilder()
                        .getDimBuilder(0)
                        .setDimValue(images);
            }
        }
        return stated.build();
    }
}
