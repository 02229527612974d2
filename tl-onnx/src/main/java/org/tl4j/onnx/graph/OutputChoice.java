package org.tl4j.onnx.graph;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureVector;
import org.tl4j.core.backbone.Pooling;
import org.tl4j.core.backbone.TokenSequence;

/**
 * Which value of a model gives the features, where nobody says: a hidden state of tokens, else an embedding, else a map, else
 * what the classifier takes.
 *
 * @param value a value of the graph
 * @param cut the classifier that is left out; empty if the value is an output
 */
public record OutputChoice(String value, Optional<ClassifierCut> cut) {
    private static final List<String> EMBEDDING = List.of("embed", "pool", "feature", "hidden", "repr", "latent");
    private static final List<String> CLASSES = List.of("logit", "prob", "softmax", "class", "score", "pred");

    /** The values whose shapes decide: the outputs, and where classifiers behind them begin. */
    public static List<String> candidates(GraphProto graph) {
        List<String> values = new ArrayList<>(outputs(graph));
        outputs(graph).stream()
                .flatMap(output -> ClassifierCut.before(graph, output).stream())
                .map(ClassifierCut::value)
                .filter(value -> !values.contains(value))
                .distinct()
                .forEach(values::add);
        return values;
    }

    /** The outputs that nodes make, in the order of the file. */
    public static List<String> outputs(GraphProto graph) {
        GraphLinks links = new GraphLinks(graph);
        return graph.getOutputList().stream()
                .map(ValueInfoProto::getName)
                .filter(links::isMade)
                .distinct()
                .toList();
    }

    /**
     * The choice.
     *
     * @param shapes of those candidates that are vectors, tokens or maps of floats
     * @throws InvalidModelException if no output is suitable
     */
    public static OutputChoice of(GraphProto graph, Map<String, ValueShape> shapes) {
        List<String> outputs =
                outputs(graph).stream().filter(shapes::containsKey).toList();
        Optional<String> tokens = first(
                        outputs.stream().filter(name -> name.equals("last_hidden_state")), shapes, TokenSequence.class)
                .or(() -> first(outputs.stream(), shapes, TokenSequence.class));
        Optional<String> found = tokens.or(() -> embedding(graph, outputs, shapes))
                .or(() -> first(outputs.stream(), shapes, FeatureMap.class));
        return found.map(value -> new OutputChoice(value, Optional.empty()))
                .or(() -> outputs.stream()
                        .flatMap(output -> ClassifierCut.before(graph, output).stream())
                        .filter(cut -> shapes.containsKey(cut.value()))
                        .findFirst()
                        .map(cut -> new OutputChoice(cut.value(), Optional.of(cut))))
                .orElseThrow(() -> new InvalidModelException(
                        "must have an output of features, or end in a linear layer that can be cut off",
                        String.join(", ", outputs(graph)),
                        "choose a value of the graph as output"));
    }

    private static Optional<String> embedding(GraphProto graph, List<String> outputs, Map<String, ValueShape> shapes) {
        List<String> vectors = outputs.stream()
                .filter(name -> shapes.get(name).feature() instanceof FeatureVector)
                .toList();
        return vectors.stream()
                .filter(name -> contains(name, EMBEDDING) && !contains(name, CLASSES))
                .findFirst()
                .or(() -> vectors.stream()
                        .filter(name -> !contains(name, CLASSES)
                                && ClassifierCut.before(graph, name).isEmpty()
                                && !endsInClasses(graph, name))
                        .findFirst());
    }

    private static boolean endsInClasses(GraphProto graph, String output) {
        return new GraphLinks(graph)
                .maker(output)
                .filter(node ->
                        node.getOpType().equals("Softmax") || node.getOpType().equals("LogSoftmax"))
                .isPresent();
    }

    private static Optional<String> first(Stream<String> names, Map<String, ValueShape> shapes, Class<?> shape) {
        return names.filter(name -> shapes.containsKey(name)
                        && shape.isInstance(shapes.get(name).feature()))
                .filter(name -> !contains(name, List.of("attention")))
                .findFirst();
    }

    private static boolean contains(String name, List<String> words) {
        String lower = name.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }

    /**
     * The pooling of a value where nobody says: the class token and the mean of the others for tokens, the average for a map.
     *
     * @param cut whether a classifier took the value
     */
    public static Pooling pooling(ValueShape shape, boolean cut) {
        if (shape.feature() instanceof TokenSequence tokens) {
            return cut ? Pooling.MEAN : tokens.tokens() > 1 ? Pooling.CLS_MEAN : Pooling.CLS;
        }
        return Pooling.AVERAGE;
    }
}
