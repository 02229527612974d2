package org.tl4j.dl4j.network;

import java.util.Iterator;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.shade.jackson.core.JsonFactory;
import org.nd4j.shade.jackson.core.JsonParser;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.tl4j.core.error.BundleException;
import org.tl4j.core.error.Problem;

/**
 * Graph configurations from files that nobody vouches for. DL4J's JSON names classes and its mapper makes them, so every
 * name is held against a list before DL4J sees the text.
 */
final class ConfigurationJson {
    private static final String CLASS_KEY = "@class";

    /** Layers, vertices, activations, losses, updaters, initial weights, distributions, preprocessors: data, all of them. */
    private static final Pattern KNOWN = Pattern.compile(
            "org\\.deeplearning4j\\.nn\\.(conf|weights)\\.[\\w.$]+"
                    + "|org\\.nd4j\\.linalg\\.(activations\\.impl|lossfunctions\\.impl|learning\\.(config|regularization)|schedule)\\.\\w+");

    /** Of two equal keys the check would see the last and DL4J the first. */
    private static final ObjectMapper STRICT =
            new ObjectMapper(new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));

    private ConfigurationJson() {}

    /**
     * The configuration.
     *
     * @throws BundleException if it is not one of known classes
     */
    static ComputationGraphConfiguration read(String json) {
        try {
            check(STRICT.readTree(json));
        } catch (JsonProcessingException e) {
            throw notAGraph(e);
        }
        try {
            ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
            configuration.validate();
            return configuration;
        } catch (RuntimeException e) { // DL4J promises no type
            throw notAGraph(e);
        }
    }

    private static BundleException notAGraph(Exception cause) {
        return new BundleException(
                new Problem(
                        "network.json", "must be a Deeplearning4j graph", "" + cause.getMessage(), "train it again"),
                cause);
    }

    private static void check(JsonNode node) {
        for (JsonNode name : node.findValues(CLASS_KEY)) {
            if (!KNOWN.matcher(name.asText()).matches()) {
                throw new BundleException(
                        "network.json",
                        "may name network parts of Deeplearning4j only",
                        name.toString(),
                        "do not use this file; it was not made by TL4J");
            }
        }
        // findValues stops at the first level that has the key, so every child is asked as well
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            check(children.next());
        }
    }
}
