package org.tl4j.dl4j;

import java.util.Optional;
import java.util.function.Supplier;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.tl4j.core.backbone.ImportedNetwork;
import org.tl4j.core.engine.Engine;
import org.tl4j.core.network.NetworkContents;
import org.tl4j.core.preprocessing.ImageSize;
import org.tl4j.core.preprocessing.PreprocessingRule;
import org.tl4j.core.training.HeadTrainer;
import org.tl4j.core.weights.TensorFormat;
import org.tl4j.dl4j.backbone.Dl4jEngine;
import org.tl4j.dl4j.convert.GraphInMemory;
import org.tl4j.dl4j.graph.Dl4jContents;
import org.tl4j.dl4j.graph.NamedParameters;
import org.tl4j.dl4j.head.LogisticHeadTrainer;
import org.tl4j.dl4j.runtime.Dl4jRuntime;

/**
 * The backend for those who do not use Guice. Everything needs the started {@link Dl4jRuntime}, so that ND4J never starts
 * before its natives are chosen. Immutable.
 */
public final class Dl4jBackend {
    private final Dl4jRuntime runtime;

    /**
     * A backend on a runtime that was started.
     *
     * @param runtime what ND4J runs on
     */
    public Dl4jBackend(Dl4jRuntime runtime) {
        this.runtime = runtime;
    }

    /** What ND4J runs on. */
    public Dl4jRuntime runtime() {
        return runtime;
    }

    /** The engine {@code deeplearning4j}, which reads tensors with {@code format}. */
    public Engine engine(TensorFormat format) {
        return new Dl4jEngine(runtime, format);
    }

    /**
     * A graph that an application has in memory, brought into the form of this engine, and proven to give the same outputs. The
     * graph stays as it is; nobody may train it meanwhile.
     *
     * @param name what to call it in messages
     * @param size of its images; empty takes the likeliest square that fits
     * @param rule how its images are preprocessed
     * @throws org.tl4j.core.error.UsageException if the graph was not initialised, or the rule does not go with it
     * @throws org.tl4j.core.error.WeightsException if it cannot be taken, and what in it is the reason
     */
    public ImportedNetwork read(String name, ComputationGraph graph, Optional<ImageSize> size, PreprocessingRule rule) {
        return GraphInMemory.read(name, graph, size, rule);
    }

    /** What a bundle holds of a graph; nothing is checked until it is loaded. The parameters are copied. */
    public NetworkContents contents(ComputationGraph graph) {
        return Dl4jContents.of(
                graph.getConfiguration().toJson(), NamedParameters.of(graph).copy());
    }

    /** Fits new output layers, by a backend that is made with the first fit. */
    public static HeadTrainer headTrainer(Supplier<Dl4jBackend> backend) {
        return new LazyHeadTrainer(backend);
    }

    /** Fits new output layers. */
    public HeadTrainer headTrainer() {
        return new LogisticHeadTrainer();
    }
}
