package org.tl4j.dl4j.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.tl4j.core.network.LayerGroup;
import org.tl4j.core.preprocessing.Preprocessing;

/**
 * Layer groups of a network without named groups: {@code stage1}, {@code stage2} and so on, a new one wherever images
 * become smaller, and {@code dense} for layers on rows. A group begins where the graph can be cut in two, so that
 * training can begin there.
 */
public final class Stages {
    private static final String DENSE = "dense";
    /** The size of a row, smaller than any image. */
    private static final long NO_AREA = 0;

    private Stages() {}

    /** The groups, from the input on, with the classifier. */
    public static List<LayerGroup> of(ComputationGraphConfiguration configuration, Preprocessing input) {
        Map<String, InputType> types = VertexShape.types(configuration, input);
        Set<String> cuts = new TreeSet<>(CutVertices.of(configuration));
        Set<String> parametric = GraphPaths.learnedLayers(configuration).collect(Collectors.toSet());
        Map<Long, List<String>> byArea = new LinkedHashMap<>();
        List<String> open = new ArrayList<>();
        long smallest = Long.MAX_VALUE;
        for (String vertex : CutVertices.order(configuration)) {
            open.add(vertex);
            if (cuts.contains(vertex)) {
                // where an image grows again, as in a decoder, the stage continues
                smallest = Math.min(smallest, area(types.get(vertex)));
                List<String> stage = byArea.computeIfAbsent(smallest, area -> new ArrayList<>());
                open.stream().filter(parametric::contains).forEach(stage::add);
                open.clear();
            }
        }
        byArea.values().removeIf(List::isEmpty);
        List<LayerGroup> groups = new ArrayList<>();
        byArea.forEach((area, layers) ->
                groups.add(new LayerGroup(area == NO_AREA ? DENSE : "stage" + (groups.size() + 1), layers)));
        return groups;
    }

    private static long area(InputType type) {
        return type instanceof InputType.InputTypeConvolutional image ? image.getHeight() * image.getWidth() : NO_AREA;
    }
}
