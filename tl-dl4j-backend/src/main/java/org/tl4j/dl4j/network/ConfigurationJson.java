package org.tl4j.dl4j.network;

import java.util.Iterator;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;

/**
 * Configurations from files that nobody vouches for. DL4J's JSON names classes and its mapper makes them, so every name is
 * held against a list before DL4J sees the text.
 *
 * @param subject what to call the text
 * @param remedy what to do about one that is wrong
 * @param failure makes the exception
 */
public record ConfigurationJson(
        String subject, String remedy, BiFunction<Problem, Throwable, ? extends Tl4jException> failure) {
    private static final String CLASS_KEY = "@class";

    /** Layers, vertices, activations, losses, updaters, initial weights, distributions, preprocessors: data, all of them. */
    private static final Pattern KNOWN = Pattern.compile(
            "org\\.deeplearning4j\\.nn\\.(conf|weights)\\.[\\w.$]+"
                    + "|org\\.deeplearning4j\\.(nn\\.modelimport\\.keras\\.)?preprocessors\\.\\w+"
                    + "|org\\.nd4j\\.linalg\\.(activations\\.impl|lossfunctions\\.impl|learning\\.(config|regularization)|schedule)\\.\\w+");

    /** Of two equal keys the check would see the last and DL4J the first. */
    private static final ObjectMapper STRICT =
            new ObjectMapper(new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    /**
     * The configuration of a graph.
     *
     * @throws Tl4jException if it is not one of known classes
     */
    public ComputationGraphConfiguration graph(String json) {
        return read(json, text -> {
            ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(text);
            configuration.validate();
            return configuration;
        });
    }

    /**
     * The configuration of a network whose layers stand one upon the other.
     *
     * @throws Tl4jException if it is not one of known classes
     */
    public MultiLayerConfiguration chain(String json) {
        return read(json, MultiLayerConfiguration::fromJson);
    }

    private <T> T read(String json, Function<String, T> reader) {
        try {
            check(STRICT.readTree(json));
        } catch (JsonProcessingException e) {
            throw notAGraph(e);
        }
        try {
            return reader.apply(json);
        } catch (RuntimeException e) { // DL4J promises no type
            throw notAGraph(e);
        }
    }

    private Tl4jException notAGraph(Exception cause) {
        return failure.apply(
                new Problem(subject, "must be a Deeplearning4j graph", "" + cause.getMessage(), remedy), cause);
    }

    private void check(JsonNode node) {
        for (JsonNode name : node.findValues(CLASS_KEY)) {
            if (!KNOWN.matcher(name.asText()).matches()) {
                throw failure.apply(
                        new Problem(
                                subject,
                                "may name network parts of Deeplearning4j only",
                                name.toString(),
                                "do not use this file; it names what no network needs"),
                        null);
            }
        }
        // findValues stops at the first level that has the key, so every child is asked as well
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            check(children.next());
        }
    }
}
