package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.OutputChoice;

/** The values of a model that may become features. */
final class SuitableValues {
    private SuitableValues() {}

    /**
     * The outputs that images alone give, and where classifiers behind them begin: a model may have others, of texts.
     *
     * @throws InvalidModelException if there are none
     */
    static List<String> of(ModelProto model) {
        List<String> values = new ArrayList<>();
        InvalidModelException last = new InvalidModelException("must have an output", "none");
        for (String value : OutputChoice.candidates(model.getGraph())) {
            try {
                ImageInput input = ImageInput.of(model, List.of(value));
                if (values.isEmpty()
                        || ImageInput.of(model, List.of(values.get(0))).name().equals(input.name())) {
                    values.add(value);
                }
            } catch (InvalidModelException e) {
                last = e;
            }
        }
        if (values.isEmpty()) {
            throw last;
        }
        return values;
    }

    /** All values that nodes make. */
    static List<String> made(ModelProto model) {
        return model.getGraph().getNodeList().stream()
                .flatMap(node -> node.getOutputList().stream())
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** The chosen value first, then the others. */
    static List<String> listed(String chosen, Collection<String> others) {
        Set<String> all = new LinkedHashSet<>(List.of(chosen));
        all.addAll(others);
        return List.copyOf(all);
    }
}
