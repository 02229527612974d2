package org.tl4j.dl4j.network;

import java.util.function.Function;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A graph with one owner. One call at a time uses it, since two threads in one graph can get each other's result
 * (deeplearning4j issue 9993), and none does once it is closed, since its memory is gone then. Thread-safe.
 */
public final class OwnedGraph implements AutoCloseable {
    private final ComputationGraph graph;
    private boolean closed;

    /** Takes ownership of {@code graph}. */
    public OwnedGraph(ComputationGraph graph) {
        this.graph = graph;
    }

    /**
     * Works with the graph while nobody else does.
     *
     * @throws IllegalStateException if it was closed
     */
    public synchronized <T> T use(Function<ComputationGraph, T> work) {
        if (closed) {
            throw new IllegalStateException("the network was closed");
        }
        return work.apply(graph);
    }

    /** Waits for the call under way and frees the memory; closing again does nothing. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            free(graph);
        }
    }

    /** Frees a graph, also one that failed before it had layers, which DL4J's own method does not survive. */
    public static void free(ComputationGraph graph) {
        if (graph.getLayers() != null) {
            graph.close();
        }
    }
}
