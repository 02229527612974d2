package org.tl4j.onnx.graph;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.tl4j.core.backbone.FeatureMap;
import org.tl4j.core.backbone.FeatureShape;
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
    private static final String ATTENTION = "attention";

    /**
     * The choice.
     *
     * @param shapes of those candidates that are vectors, tokens or maps of floats
     * @throws InvalidModelException if no output is suitable
     */
    public static OutputChoice of(ModelOutputs model, Map<String, ValueShape> shapes) {
        List<String> outputs =
                model.names().stream().filter(shapes::containsKey).toList();
        List<String> unnamed =
                outputs.stream().filter(name -> !contains(name, CLASSES)).toList();
        Optional<String> tokens = first(
                        outputs.stream().filter(name -> name.equals("last_hidden_state")), shapes, TokenSequence.class)
                .or(() -> first(unnamed.stream(), shapes, TokenSequence.class));
        Optional<String> found = tokens.or(() -> embedding(model, outputs, shapes))
                .or(() -> first(unnamed.stream(), shapes, FeatureMap.class));
        return found.or(() -> outputs.stream()
                        .filter(name -> model.classifier(name).isEmpty())
                        .filter(name -> !isVector(shapes.get(name).feature()) && !contains(name, List.of(ATTENTION)))
                        .findFirst())
                .map(value -> new OutputChoice(value, Optional.empty()))
                .or(() -> outputs.stream()
                        .flatMap(output -> model.classifier(output).stream())
                        .filter(cut -> shapes.containsKey(cut.value()))
                        .findFirst()
                        .map(cut -> new OutputChoice(cut.value(), Optional.of(cut))))
                .orElseThrow(() -> new InvalidModelException(
                        "must have an output of features, or end in a linear layer that can be cut off",
                        String.join(", ", model.names()),
                        "choose a value of the graph as output"));
    }

    private static Optional<String> embedding(
            ModelOutputs model, List<String> outputs, Map<String, ValueShape> shapes) {
        List<String> vectors = outputs.stream()
                .filter(name -> isVector(shapes.get(name).feature()))
                .toList();
        return vectors.stream()
                .filter(name -> contains(name, EMBEDDING) && !contains(name, CLASSES))
                .findFirst()
                .or(() -> vectors.stream()
                        .filter(name -> !contains(name, CLASSES)
                                && model.classifier(name).isEmpty()
                                && !model.endsInClasses(name))
                        .findFirst());
    }

    /** A map of one position is a vector that kept its dimensions: exporters leave class scores so. One token is, too. */
    private static boolean isVector(FeatureShape shape) {
        return shape instanceof FeatureVector
                || (shape instanceof FeatureMap map && map.height() * map.width() == 1)
                || (shape instanceof TokenSequence tokens && (tokens.tokens() == 1 || tokens.width() == 1));
    }

    private static Optional<String> first(Stream<String> names, Map<String, ValueShape> shapes, Class<?> shape) {
        return names.filter(name -> shape.isInstance(shapes.get(name).feature()))
                .filter(name -> !isVector(shapes.get(name).feature()) && !contains(name, List.of(ATTENTION)))
                .findFirst();
    }

    private static boolean contains(String name, List<String> words) {
        String lower = name.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }

    /**
     * The pooling of a value where nobody says: for tokens the class token and the mean of the others, or the mean of all where
     * none is likely to be a class token; the average for a map.
     *
     * @param cut whether a classifier took the value
     */
    public static Pooling pooling(ValueShape shape, boolean cut) {
        if (shape.feature() instanceof TokenSequence tokens) {
            boolean mean = cut || tokens.isAllPatches();
            return mean ? Pooling.MEAN : tokens.tokens() > 1 ? Pooling.CLS_MEAN : Pooling.CLS;
        }
        return Pooling.AVERAGE;
    }
}
