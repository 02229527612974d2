package org.tl4j.dl4j.backbone;

import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.weights.LocatedWeights;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.core.weights.WeightsContent;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.convert.SourceFile;
import org.tl4j.dl4j.convert.StoredGraph;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.graph.VertexShape;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;
import org.tl4j.dl4j.validation.InvalidGraphException;

/**
 * Builds the network of an entry from its located weights: an architecture filled with tensors, or the graph in the
 * file itself.
 */
final class NetworkFiles {
    private final TensorFormat format;

    /**
     * @param format reads tensors
     */
    NetworkFiles(TensorFormat format) {
        this.format = format;
    }

    /**
     * The network of an entry; the caller frees its graph.
     *
     * @param source the name of the weights in messages
     * @param catalogued whether they are the weights of the catalogue, which states the number of classes
     * @throws WeightsException if the weights do not fit, or the images are larger than the limits allow
     * @throws org.tl4j.core.error.UsageException if a limit in the environment is not valid
     */
    WholeNetwork open(BackboneEntry entry, LocatedWeights weights, String source, boolean catalogued) {
        if (entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
            return ofTheFile(entry, weights.main(), source);
        }
        Architecture architecture = Architectures.named(entry.architecture());
        TensorSet tensors = format.read(weights.main());
        if (catalogued) {
            PretrainedGraph.classes(architecture, entry.preprocessing(), tensors, source)
                    .ifPresent(classes -> checkClasses(entry, classes));
        }
        return PretrainedGraph.build(architecture, entry.preprocessing(), tensors, source);
    }

    /**
     * Checks that a network stays within limits with the images of its entry, so that larger ones are rejected before
     * weights are fetched.
     *
     * @throws WeightsException if it does not
     */
    static void requireFit(BackboneEntry entry, Architecture architecture) {
        requireFit(PretrainedGraph.structure(architecture, entry.preprocessing()), entry, GraphLimits.current());
    }

    /**
     * Checks that a backbone computes the same as the zip of Deeplearning4j that it was made from. Imported networks
     * were checked at the import.
     *
     * @throws WeightsException if it does not
     */
    static void prove(BackboneEntry entry, LocatedWeights weights) {
        zip(weights.main()).ifPresent(zip -> SourceFile.prove(zip, entry.preprocessing()));
    }

    private static Optional<Path> zip(WeightsContent content) {
        return content instanceof WeightsContent.OnDisk onDisk && SourceFile.isZip(onDisk.path())
                ? Optional.of(onDisk.path())
                : Optional.empty();
    }

    /**
     * The graph in a file, without its parameters, which are not read from files in our form.
     *
     * @throws WeightsException if it contains none, or one that does not accept the images of the entry
     */
    ComputationGraphConfiguration graph(BackboneEntry entry, WeightsContent content) {
        ComputationGraphConfiguration graph = zip(content)
                .map(NetworkFiles::ofZip)
                .orElseGet(() -> StoredGraph.configuration(format.read(content), content.name()));
        requireFit(graph, entry, GraphLimits.current());
        try {
            VertexShape.types(graph, entry.preprocessing());
            return graph;
        } catch (RuntimeException e) { // DL4J does not specify the type
            throw unfit(entry, e);
        }
    }

    private static ComputationGraphConfiguration ofZip(Path file) {
        ComputationGraph graph = SourceFile.graph(file);
        OwnedGraph.free(graph);
        return graph.getConfiguration();
    }

    /** A file that the user named may have other classes: pretraining writes such files. */
    private static void checkClasses(BackboneEntry entry, int found) {
        if (entry.classes().isPresent() && entry.classes().getAsInt() != found) {
            throw new WeightsException(
                    "weights of " + entry.name(),
                    "must have " + entry.classes().getAsInt() + " classes",
                    Integer.toString(found),
                    "the file belongs to another network than the catalogue states");
        }
    }

    private WholeNetwork ofTheFile(BackboneEntry entry, WeightsContent content, String source) {
        ComputationGraph graph =
                zip(content).map(SourceFile::graph).orElseGet(() -> StoredGraph.read(format.read(content), source));
        return checked(graph, entry);
    }

    /** DL4J detects only at run time whether a graph fits its input. */
    private static WholeNetwork checked(ComputationGraph graph, BackboneEntry entry) {
        Preprocessing input = entry.preprocessing();
        try {
            requireFit(graph.getConfiguration(), entry, GraphLimits.current());
            checkClasses(entry, Math.toIntExact(outputs(graph, input)));
            return new WholeNetwork(
                    graph, PretrainedGraph.groups(graph.getConfiguration(), input, entry.defaultBoundary()));
        } catch (Tl4jException e) {
            OwnedGraph.free(graph);
            throw e;
        } catch (RuntimeException e) { // DL4J does not specify the type
            OwnedGraph.free(graph);
            throw unfit(entry, e);
        }
    }

    /** Checked before anything is computed, since native code trusts a configuration. */
    private static void requireFit(ComputationGraphConfiguration graph, BackboneEntry entry, GraphLimits limits) {
        Preprocessing input = entry.preprocessing();
        try {
            GraphShapes.of(
                    graph,
                    ActivationShape.image(
                            input.channels().channels(),
                            input.crop().height(),
                            input.crop().width()),
                    limits);
        } catch (InvalidGraphException e) {
            throw e.hasRemedy()
                    ? e.of("network of " + entry.name() + " for images of " + input.crop(), "", WeightsException::new)
                    : unfit(entry, e);
        }
    }

    private static WeightsException unfit(BackboneEntry entry, RuntimeException cause) {
        Preprocessing input = entry.preprocessing();
        return new WeightsException(
                new Problem(
                        "network of " + entry.name(),
                        "must take " + input.channels() + " images of " + input.crop()
                                + ", as its preprocessing makes them",
                        "" + cause.getMessage(),
                        "correct the crop and the channels of the entry"),
                cause);
    }

    private static long outputs(ComputationGraph graph, Preprocessing input) {
        try (INDArray black = Nd4j.zeros(
                        1,
                        input.channels().channels(),
                        input.crop().height(),
                        input.crop().width());
                INDArray output = graph.outputSingle(black)) {
            return output.length();
        }
    }
}
