package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The outputs of a checked model, which input they need, and the classifiers before them. For one thread. */
public final class ModelOutputs {
    private final GraphLinks links;
    private final ClassifierSearch classifiers;
    private final List<String> names;

    /** Goes over the model once. */
    public ModelOutputs(ModelProto model) {
        GraphProto graph = model.getGraph();
        this.links = new GraphLinks(graph);
        this.classifiers = new ClassifierSearch(links);
        this.names = names(graph, links);
    }

    /** The outputs that nodes make, in the order of the file. */
    public static List<String> names(ModelProto model) {
        return names(model.getGraph(), new GraphLinks(model.getGraph()));
    }

    private static List<String> names(GraphProto graph, GraphLinks links) {
        return graph.getOutputList().stream()
                .map(ValueInfoProto::getName)
                .filter(links::isMade)
                .distinct()
                .toList();
    }

    /** The same of this model. */
    public List<String> names() {
        return names;
    }

    /** The classifier whose result an output is; empty if it does not end in a linear layer of constant weights. */
    public Optional<ClassifierCut> classifier(String output) {
        return classifiers.before(output);
    }

    /** The values whose shapes decide: the outputs, and where classifiers behind them begin. */
    public List<String> candidates() {
        Set<String> values = new LinkedHashSet<>(names);
        names.forEach(output -> classifier(output).ifPresent(cut -> values.add(cut.value())));
        return List.copyOf(values);
    }

    /** The one input that a value needs; empty if it needs none, or several. */
    public Optional<String> onlyInput(String value) {
        return links.onlyInput(value);
    }

    /** Whether an output is a softmax. */
    boolean endsInClasses(String output) {
        return links.maker(output)
                .filter(node -> Set.of("Softmax", "LogSoftmax").contains(node.getOpType()))
                .isPresent();
    }
}
