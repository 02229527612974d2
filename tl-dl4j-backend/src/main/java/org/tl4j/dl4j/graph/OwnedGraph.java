package org.tl4j.dl4j.graph;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Function;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.dl4j.runtime.ComputeThread;

/**
 * A graph with one owner and a thread of its own. Only one call at a time uses it, since two threads in one graph can
 * get each other's result (deeplearning4j issue 9993). Calls after closing fail, since its memory is freed.
 * Thread-safe.
 */
public final class OwnedGraph implements AutoCloseable {
    private final ComputationGraph graph;
    private final ComputeThread thread = new ComputeThread("tl4j-network");
    private boolean closed;

    /** Takes ownership of {@code graph}. */
    public OwnedGraph(ComputationGraph graph) {
        this.graph = graph;
    }

    /**
     * Runs {@code work} on the graph's own thread, exclusively. Exceptions of {@code work} are thrown here; {@code
     * work} may call this method again.
     *
     * @throws IllegalStateException if it was closed
     */
    public <T> T use(Function<ComputationGraph, T> work) {
        return thread.isCurrent() ? work.apply(graph) : alone(work);
    }

    private synchronized <T> T alone(Function<ComputationGraph, T> work) {
        if (closed) {
            throw new IllegalStateException("the network was closed");
        }
        return thread.call(() -> work.apply(graph));
    }

    /** Waits for the current call, frees the memory and ends the thread. Closing twice has no effect. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            thread.close();
            free(graph);
        }
    }

    /**
     * Frees a graph. One whose initialisation failed halfway, which DL4J's own method does not survive, is left to the garbage
     * collector, so that the reason of the failure is what the caller reports.
     */
    public static void free(ComputationGraph graph) {
        Layer[] layers = graph.getLayers();
        if (layers != null && Arrays.stream(layers).allMatch(Objects::nonNull) && graph.params() != null) {
            graph.close();
        }
    }
}
