package org.tl4j.dl4j.convert.source;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.graph.OwnedGraph;

/**
 * A network as it is in its file.
 *
 * @param format the software that wrote the file
 * @param graph with all parameters, in any form that DL4J can run
 * @param size of its images, if the file states it
 * @param loss the kind of classifier of its loss, if the file states it beside the graph
 */
public record SourceNetwork(String format, ComputationGraph graph, Optional<ImageSize> size, Classifier loss)
        implements AutoCloseable {
    @Override
    public void close() {
        OwnedGraph.free(graph);
    }
}
