package org.tl4j.dl4j.convert;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.error.UsageException;
import org.tl4j.core.error.WeightsException;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.architecture.Architecture;
import org.tl4j.dl4j.graph.GraphEdits;
import org.tl4j.dl4j.graph.NamedParameters;
import org.tl4j.dl4j.graph.OwnedGraph;

/**
 * A network of another framework, converted to our form.
 *
 * @param format the software that wrote its file
 * @param graph with all parameters
 * @param stated the size of its images, if the file states it
 * @param side of its images, if the caller has set it
 * @param ending its detected output
 */
record ConvertedNetwork(
        String format, ComputationGraph graph, Optional<ImageSize> stated, OptionalInt side, OutputDetection ending)
        implements AutoCloseable {
    /** The imported network as data. */
    ImportedNetwork imported() {
        ImageSize size = size();
        InputType images = InputType.convolutional(size.height(), size.width(), channels());
        return new ImportedNetwork(
                format,
                NamedParameters.of(graph).copy(),
                StoredGraph.metadata(graph.getConfiguration()),
                size,
                channels(),
                boundary(),
                vertices(),
                ending.classes(configuration().getLayerActivationTypes(images)));
    }

    /**
     * The size of its images; if neither the file nor the caller states it, the most likely size that fits.
     *
     * @throws UsageException if the size of the caller differs from that in the file, or does not fit
     */
    ImageSize size() {
        InputSize sizes = new InputSize(configuration(), channels());
        if (side.isEmpty()) {
            return stated.orElseGet(sizes::likeliest);
        }
        ImageSize requested = ImageSize.square(side.getAsInt());
        if (stated.isPresent() && !stated.get().equals(requested)) {
            throw new UsageException(
                    "input-size",
                    "must be " + stated.get() + ", as the file states",
                    requested.toString(),
                    "leave it out");
        }
        if (stated.isEmpty() && !sizes.fits(side.getAsInt())) {
            throw new UsageException(
                    "input-size",
                    "must fit the layers of the network",
                    requested.toString(),
                    "without it, " + sizes.likeliest() + " is used");
        }
        return requested;
    }

    /** How many colour planes its images have. */
    int channels() {
        List<String> first = GraphEdits.users(configuration(), Architecture.INPUT);
        String vertex = first.get(0);
        while (!(GraphEdits.layer(configuration(), vertex) instanceof ConvolutionLayer)) {
            List<String> next = GraphEdits.users(configuration(), vertex);
            if (next.isEmpty()) {
                throw new WeightsException(
                        "network of the file", "must begin with convolutions of an image", vertex, "");
            }
            vertex = next.get(0);
        }
        long channels = ((ConvolutionLayer) GraphEdits.layer(configuration(), vertex)).getNIn();
        if (channels != 1 && channels != 3) {
            throw new WeightsException(
                    "input of the network",
                    "must be images of 1 or 3 channels",
                    "" + channels,
                    "choose another network");
        }
        return Math.toIntExact(channels);
    }

    private String boundary() {
        String boundary = ending.boundary(configuration());
        if (boundary.equals(Architecture.INPUT)) {
            throw new WeightsException(
                    "network of the file", "must have layers before its classifier", ending.logits() + " alone", "");
        }
        return boundary;
    }

    private List<String> vertices() {
        return Stream.of(graph.getVertices())
                .map(vertex -> vertex.getVertexName())
                .filter(name -> !name.equals(Architecture.INPUT) && !name.equals(Architecture.OUTPUT))
                .toList();
    }

    private ComputationGraphConfiguration configuration() {
        return graph.getConfiguration();
    }

    @Override
    public void close() {
        OwnedGraph.free(graph);
    }
}
