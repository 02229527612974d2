package org.tl4j.dl4j.convert;

import java.util.Optional;
import java.util.OptionalInt;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.dl4j.convert.source.Classifier;
import org.tl4j.dl4j.convert.source.SourceNetwork;
import org.tl4j.dl4j.graph.ConfigurationJson;
import org.tl4j.dl4j.validation.InvalidGraphException;

/** Graphs that an application has in memory, by the checks, the conversion and the proof that a zip of them would get. */
public final class GraphInMemory {
    private static final String OF_A_FILE = " of the file";
    private static final String REMEDY = "change the graph, or take another";

    private GraphInMemory() {}

    /**
     * A graph in our form, proven to be the same. The graph stays as it is; its parameters are copied.
     *
     * @param name what to call it in messages
     * @param size of its images; empty takes the likeliest square that fits
     * @param rule how its images are preprocessed, of which the images of the proof are made
     * @throws UsageException if the graph has no parameters yet, or that does not go with the graph
     * @throws WeightsException if it cannot be taken, and what in it is the reason
     */
    public static ImportedNetwork read(
            String name, ComputationGraph graph, Optional<ImageSize> size, PreprocessingRule rule) {
        if (graph.getVertices() == null) {
            throw new UsageException(
                    "graph " + name, "must have parameters", "one that was not initialised", "call its method init");
        }
        try (SourceNetwork source = copy(name, graph, size);
                ConvertedNetwork converted = Conversion.of(source, OptionalInt.empty())) {
            EquivalenceCheck.checkFresh(source, converted, rule.at(converted.size(), converted.channels()));
            return converted.imported();
        } catch (WeightsException e) {
            throw named(name, e);
        } catch (InvalidGraphException e) {
            throw e.of("graph " + name, REMEDY, WeightsException::new);
        } catch (RuntimeException e) { // what DL4J throws at a graph that makes no sense has no common type
            if (e instanceof Tl4jException known) {
                throw known;
            }
            throw new WeightsException(
                    new Problem("graph " + name, "must be one that Deeplearning4j can run", "" + e.getMessage(), ""),
                    e);
        }
    }

    private static SourceNetwork copy(String name, ComputationGraph graph, Optional<ImageSize> size) {
        ComputationGraphConfiguration configuration =
                new ConfigurationJson("graph " + name, REMEDY, WeightsException::new).graph(json(name, graph));
        ComputationGraph copy = new ComputationGraph(configuration);
        copy.init(graph.params(), true);
        return new SourceNetwork("Deeplearning4j", copy, size, Classifier.NONE);
    }

    /** Of the same text as a zip would hold: a layer that is no layer of DL4J is found by its name there. */
    private static String json(String name, ComputationGraph graph) {
        try {
            return graph.getConfiguration().toJson();
        } catch (RuntimeException e) { // DL4J promises no type
            throw new WeightsException(
                    new Problem(
                            "graph " + name,
                            "must have a configuration that can be written as JSON",
                            "" + e.getMessage(),
                            REMEDY),
                    e);
        }
    }

    /** There is no file. */
    private static WeightsException named(String name, WeightsException e) {
        Problem problem = e.problem();
        return new WeightsException(
                new Problem(
                        problem.subject().replace(OF_A_FILE, " " + name),
                        problem.rule().replace(OF_A_FILE, ""),
                        problem.found(),
                        problem.remedy()),
                e);
    }
}
