package org.tl4j.dl4j.backbone;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.tl4j.core.backbone.BackboneEntry;
import org.tl4j.core.backbone.BackboneRequest;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.Problem;
import org.tl4j.core.error.Tl4jException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.Preprocessing;
import org.tl4j.core.provenance.Digest;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.core.weights.TensorSet;
import org.tl4j.core.weights.WeightsLocator;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.architecture.Architectures;
import org.tl4j.dl4j.convert.SourceFile;
import org.tl4j.dl4j.convert.StoredGraph;
import org.tl4j.dl4j.graph.OwnedGraph;
import org.tl4j.dl4j.validation.ActivationShape;
import org.tl4j.dl4j.validation.GraphLimits;
import org.tl4j.dl4j.validation.GraphShapes;
import org.tl4j.dl4j.validation.InvalidGraphException;

/**
 * Finds the file of an entry and builds its network: an architecture filled with tensors, or what the file itself says.
 *
 * @param format reads tensors
 * @param locator finds files
 */
record NetworkFiles(TensorFormat format, WeightsLocator locator) {
    /**
     * The network of an entry; the caller frees its graph.
     *
     * @throws WeightsException if the weights are missing or do not fit, or the images are larger than the limits allow
     * @throws org.tl4j.core.error.UsageException if a limit that the surroundings state is none
     */
    WholeNetwork open(BackboneEntry entry, BackboneRequest request) {
        String source = request.weights().map(Object::toString).orElse("of " + entry.name());
        if (entry.architecture().equals(ImportedNetwork.ARCHITECTURE)) {
            return ofTheFile(entry, request, source);
        }
        Architecture architecture = Architectures.named(entry.architecture());
        // larger images than the limits allow are refused before weights are fetched
        requireFit(PretrainedGraph.structure(architecture, entry.preprocessing()), entry, GraphLimits.current());
        TensorSet weights = weights(entry, request);
        if (request.weights().isEmpty()) {
            PretrainedGraph.classes(architecture, entry.preprocessing(), weights, source)
                    .ifPresent(classes -> checkClasses(entry, classes));
        }
        return PretrainedGraph.build(architecture, entry.preprocessing(), weights, source);
    }

    /**
     * Looks whether a zip of Deeplearning4j answers as the backbone that is made of it. What was imported has been proven.
     *
     * @throws WeightsException if it does not
     */
    void prove(BackboneEntry entry, BackboneRequest request) {
        located(entry, request)
                .filter(SourceFile::isZip)
                .ifPresent(zip -> SourceFile.prove(zip, entry.preprocessing()));
    }

    /**
     * The graph that a file holds, without its numbers. Those of a file in our form are not read.
     *
     * @throws WeightsException if it holds none, or one that does not take the images of the entry
     */
    ComputationGraphConfiguration graph(BackboneEntry entry, Path file) {
        ComputationGraphConfiguration graph =
                SourceFile.isZip(file) ? ofZip(file) : StoredGraph.configuration(format.read(file), file.toString());
        requireFit(graph, entry, GraphLimits.current());
        try {
            VertexShape.types(graph, entry.preprocessing());
            return graph;
        } catch (RuntimeException e) { // DL4J promises no type
            throw unfit(entry, e);
        }
    }

    private static ComputationGraphConfiguration ofZip(Path file) {
        ComputationGraph graph = SourceFile.graph(file);
        OwnedGraph.free(graph);
        return graph.getConfiguration();
    }

    /** A file that the user named may tell other classes apart: tl pretrain writes such. */
    private static void checkClasses(BackboneEntry entry, int found) {
        if (entry.classes().isPresent() && entry.classes().getAsInt() != found) {
            throw new WeightsException(
                    "weights of " + entry.name(),
                    "must tell " + entry.classes().getAsInt() + " classes apart",
                    Integer.toString(found),
                    "the file is of another network than the catalogue says");
        }
    }

    private WholeNetwork ofTheFile(BackboneEntry entry, BackboneRequest request, String source) {
        Optional<Path> zip = located(entry, request).filter(SourceFile::isZip);
        if (zip.isPresent()) {
            Digest digest = digest(zip.get()); // before there is a graph to free
            return checked(SourceFile.graph(zip.get()), digest, entry);
        }
        TensorSet weights = weights(entry, request);
        return checked(StoredGraph.read(weights, source), weights.digest(), entry);
    }

    /** DL4J tells only when it runs whether a graph fits its input. */
    private static WholeNetwork checked(ComputationGraph graph, Digest digest, BackboneEntry entry) {
        Preprocessing input = entry.preprocessing();
        try {
            requireFit(graph.getConfiguration(), entry, GraphLimits.current());
            checkClasses(entry, Math.toIntExact(outputs(graph, input)));
            return new WholeNetwork(
                    graph, digest, PretrainedGraph.groups(graph.getConfiguration(), input, entry.defaultBoundary()));
        } catch (Tl4jException e) {
            OwnedGraph.free(graph);
            throw e;
        } catch (RuntimeException e) { // DL4J promises no type
            OwnedGraph.free(graph);
            throw unfit(entry, e);
        }
    }

    /** Before anything is computed: native code trusts what a configuration says. */
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

    private Optional<Path> located(BackboneEntry entry, BackboneRequest request) {
        return entry.weights().embedded() && request.weights().isEmpty()
                ? Optional.empty()
                : Optional.of(locator.locate(entry.weights(), request.weights()));
    }

    private TensorSet weights(BackboneEntry entry, BackboneRequest request) {
        Optional<Path> file = located(entry, request);
        return file.isPresent() ? format.read(file.get()) : embedded(entry);
    }

    private TensorSet embedded(BackboneEntry entry) {
        String name = entry.weights().fileName();
        try (InputStream content = Dl4jCatalog.class.getResourceAsStream(name)) {
            if (content == null) {
                throw new WeightsException(
                        "weights of " + entry.name(), "must be in the jar of the backend", "", "install TL4J again");
            }
            return format.read(ByteBuffer.wrap(content.readAllBytes()), name);
        } catch (IOException e) {
            throw new IllegalStateException("the jar of the backend cannot be read", e);
        }
    }

    private static Digest digest(Path file) {
        try {
            return Digest.ofFile(file);
        } catch (IOException e) {
            throw new WeightsException(
                    new Problem(file.toString(), "must be readable", "" + e.getMessage(), "check the file"), e);
        }
    }
}
