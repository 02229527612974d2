package org.tl4j.dl4j.convert.source;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.dl4j.graph.OwnedGraph;

/**
 * A network as its file has it.
 *
 * @param format who wrote the file
 * @param graph with all numbers, of any form that DL4J can run
 * @param size of its images, where the file tells
 * @param loss what it was trained for, where the file tells that beside the graph
 */
public record SourceNetwork(String format, ComputationGraph graph, Optional<ImageSize> size, Classifier loss)
        implements AutoCloseable {
    @Override
    public void close() {
        OwnedGraph.free(graph);
    }
}
