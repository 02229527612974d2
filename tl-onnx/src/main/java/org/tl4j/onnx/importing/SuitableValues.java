package org.tl4j.onnx.importing;

import ai.onnx.proto.OnnxMl.ModelProto;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tl4j.onnx.graph.ImageInput;
import org.tl4j.onnx.graph.InvalidModelException;
import org.tl4j.onnx.graph.ModelOutputs;

/** The values of a model that may become features. */
final class SuitableValues {
    private SuitableValues() {}

    /**
     * The outputs that images alone give, and where classifiers behind them begin: a model may have others, of texts.
     *
     * @throws InvalidModelException if there are none
     */
    static List<String> of(ModelProto model, ModelOutputs outputs) {
        List<String> candidates = outputs.candidates();
        Set<String> tried = new HashSet<>();
        for (String value : candidates) {
            Optional<String> input = outputs.onlyInput(value);
            if (input.isPresent() && tried.add(input.get()) && takesImages(model, value)) {
                return candidates.stream()
                        .filter(other -> outputs.onlyInput(other).equals(input))
                        .toList();
            }
        }
        if (candidates.isEmpty()) {
            throw new InvalidModelException("must have an output", "none");
        }
        ImageInput.of(model, List.of(candidates.get(candidates.size() - 1))); // says what is wrong with it
        throw new IllegalStateException("no candidate was suitable, and the last one was");
    }

    private static boolean takesImages(ModelProto model, String value) {
        try {
            ImageInput.of(model, List.of(value));
            return true;
        } catch (InvalidModelException e) {
            return false; // another output may take images; if none does, the last one is reported
        }
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
