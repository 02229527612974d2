package org.tl4j.dl4j.graph;

import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.shade.jackson.core.JsonProcessingException;
import org.nd4j.shade.jackson.databind.JsonNode;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.BoundedJson;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphRules;
import org.tl4j.dl4j.validation.GraphShapes;
import org.tl4j.dl4j.validation.InvalidGraphException;
import org.tl4j.dl4j.validation.KnownParts;

/**
 * Reads configurations from untrusted files. DL4J's JSON names classes, which its mapper creates, so names and keys are
 * checked against lists before DL4J receives the text, and all values against {@link GraphRules} before the graph is
 * built.
 */
public final class ConfigurationJson {
    private final String subject;
    private final String remedy;
    private final BiFunction<Problem, Throwable, ? extends Tl4jException> failure;

    /**
     * A reader of one text.
     *
     * @param subject the name of the text in messages
     * @param remedy the remedy for a configuration that is not valid
     * @param failure makes the exception
     */
    public ConfigurationJson(
            String subject, String remedy, BiFunction<Problem, Throwable, ? extends Tl4jException> failure) {
        this.subject = subject;
        this.remedy = remedy;
        this.failure = failure;
    }

    /**
     * The configuration of a graph.
     *
     * @throws Tl4jException if it is not one of known parts, or breaks a rule
     */
    public ComputationGraphConfiguration graph(String json) {
        return checked(read(json, KnownParts::checkGraph, ComputationGraphConfiguration::fromJson));
    }

    /**
     * The configuration of a sequential network, converted to a graph by {@code graphs}.
     *
     * @throws Tl4jException if it is not one of known parts, or breaks a rule
     */
    public ComputationGraphConfiguration chain(
            String json, Function<MultiLayerConfiguration, ComputationGraphConfiguration> graphs) {
        return checked(
                read(json, KnownParts::checkChain, text -> graphs.apply(MultiLayerConfiguration.fromJson(text))));
    }

    /**
     * Checks a channels-first graph before it computes.
     *
     * @param image the shape of its input
     * @throws Tl4jException if its layers do not fit together for this image, or compute more than
     *     {@link GraphLimits#current} allows
     */
    public void requireFit(ComputationGraphConfiguration configuration, ActivationShape image) {
        try {
            GraphShapes.of(configuration, image, GraphLimits.current());
        } catch (InvalidGraphException e) {
            throw e.of(subject, remedy, failure);
        }
    }

    private ComputationGraphConfiguration checked(ComputationGraphConfiguration configuration) {
        if (configuration == null) {
            throw failure.apply(new Problem(subject, "must be a Deeplearning4j graph", "null", remedy), null);
        }
        try {
            GraphRules.check(configuration);
            configuration.validate();
            InputCopies.protect(configuration);
            return configuration;
        } catch (InvalidGraphException e) {
            throw e.of(subject, remedy, failure);
        } catch (RuntimeException e) { // DL4J promises no type
            throw notAGraph(e);
        }
    }

    private ComputationGraphConfiguration read(
            String json, Consumer<JsonNode> check, Function<String, ComputationGraphConfiguration> reader) {
        try {
            check.accept(BoundedJson.tree(json));
            return reader.apply(json);
        } catch (InvalidGraphException e) {
            throw e.of(subject, remedy, failure);
        } catch (JsonProcessingException | RuntimeException e) { // DL4J promises no type
            throw notAGraph(e);
        }
    }

    private Tl4jException notAGraph(Exception cause) {
        // what follows the first line quotes the text
        String found = ("" + cause.getMessage()).lines().findFirst().orElse("");
        return failure.apply(new Problem(subject, "must be a Deeplearning4j graph", found, remedy), cause);
    }
}
