package org.tl4j.it.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.Tensor;
import org.tl4j.core.weights.TensorSet;

/**
 * Weights that a list of names, shapes and formulas describes. Each tensor is computed when it is asked for, and kept by
 * nobody but who asked.
 */
record FormulaWeights(Map<String, JsonNode> parameters, Digest digest) implements TensorSet {
    static FormulaWeights of(JsonNode list) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        list.forEach(parameter -> parameters.put(parameter.get("name").asText(), parameter));
        return new FormulaWeights(parameters, Digest.of(list.toString()));
    }

    @Override
    public Set<String> names() {
        return parameters.keySet();
    }

    @Override
    public Tensor tensor(String name) {
        JsonNode parameter = parameters.get(name);
        JsonNode shape = parameter.get("shape");
        return new Tensor(
                name,
                StreamSupport.stream(shape.spliterator(), false)
                        .map(JsonNode::intValue)
                        .toList(),
                FloatBuffer.wrap(Formula.of(parameter).numbers(Formula.size(shape))));
    }

    @Override
    public Map<String, String> metadata() {
        return Map.of();
    }
}
