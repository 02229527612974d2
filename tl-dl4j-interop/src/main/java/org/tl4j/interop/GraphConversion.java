package org.tl4j.interop;

import static org.tl4j.core.error.Arguments.required;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.core.weights.WeightsSource;
import org.tl4j.dl4j.Dl4jBackend;
import org.tl4j.storage.Storage;

/**
 * Makes a backbone of a graph: an entry as an import writes it, and the weights in memory in place of a file.
 *
 * @param name of the backbone
 * @param source the class that gives the graph
 * @param size of its images, where it is known
 * @param rule how its images are preprocessed
 */
record GraphConversion(String name, String source, Optional<ImageSize> size, PreprocessingRule rule) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final String UNKNOWN = "unknown";

    GraphConversion {
        required(rule, "rule");
        if (!NAME.matcher(required(name, "name")).matches()) {
            throw new UsageException(
                    "name",
                    "must be at most 64 small letters, digits, dots, underscores and dashes, the first a letter or digit",
                    name,
                    "");
        }
    }

    /** Before Deeplearning4j copies parameters that are not there. */
    static void requireInitialised(String name, MultiLayerNetwork network) {
        if (!network.isInitCalled()) {
            throw new UsageException(
                    "network " + name, "must have parameters", "one that was not initialised", "call its method init");
        }
    }

    Deeplearning4jBackbone of(ComputationGraph graph) {
        ImportedNetwork network = new Dl4jBackend(Runtimes.started()).read(name, graph, size, rule);
        byte[] content = Storage.tensorFormat().write(network.tensors(), network.metadata());
        String file = name + ".safetensors";
        LocatedWeights weights = new LocatedWeights(
                List.of(new WeightsContent.InMemory(file, ByteBuffer.wrap(content))), Digest.of(content));
        return Deeplearning4jBackbone.of(
                entry(
                        network,
                        new WeightsSource(
                                file,
                                false,
                                Optional.empty(),
                                OptionalLong.of(content.length),
                                Optional.of(weights.digest()),
                                Optional.empty())),
                weights,
                network.vertices());
    }

    private BackboneEntry entry(ImportedNetwork network, WeightsSource weights) {
        return BackboneEntry.named(name)
                .engine(BackboneEntry.DEEPLEARNING4J)
                .architecture(ImportedNetwork.ARCHITECTURE)
                .description("given by " + source)
                .trainedOn(UNKNOWN)
                .licence(UNKNOWN)
                .source(source)
                .weights(weights)
                .preprocessing(rule.at(network.input(), network.channels()))
                .defaultBoundary(network.boundary())
                .classes(network.classes())
                .build();
    }
}
